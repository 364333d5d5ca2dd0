using System.Runtime.CompilerServices;
using BenchmarkDotNet.Running;
using Violet.Generated.Benchmarks;

// Each way in a method of its own: a child process must not load what it does not measure.
switch (args)
{
    case ["child", .. var rest]:
        await Child.RunAsync(rest);
        break;
    case ["quick", .. var rest]:
        await Quick.RunAsync(decodeOnly: rest is ["decode"]);
        break;
    default:
        RunBenchmarkDotNet(args);
        break;
}

[MethodImpl(MethodImplOptions.NoInlining)]
static void RunBenchmarkDotNet(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(DecodeBenchmarks).Assembly).Run(args);
