using BenchmarkDotNet.Attributes;

namespace Violet.Generated.Benchmarks;

/// <summary>The decode cases with BenchmarkDotNet's care: <c>dotnet run -c Release -- --filter '*'</c>.</summary>
[MemoryDiagnoser]
public class DecodeBenchmarks
{
    private byte[] _page = [];

    /// <summary>Orders on the page.</summary>
    [Params(20, 100)]
    public int Orders { get; set; }

    [GlobalSetup]
    public void Setup() => _page = OrderPages.Page(Orders);

    [Benchmark(Baseline = true)]
    public object Ours() => Clients.DecodeOurs(_page);

    [Benchmark]
    public object StockNewtonsoft() => Clients.DecodeStockNewtonsoft(_page);

    [Benchmark]
    public object StockSystemText() => Clients.DecodeStockSystemText(_page);

    [Benchmark]
    public object HandWritten() => Clients.DecodeHandWritten(_page);

    [Benchmark]
    public object BareTokenizer() => Clients.Tokenize(_page);
}
