using System.IO.Compression;
using System.Net;
using System.Text;
using Violet.Generated.Runtime.Json;
using Violet.Generated.Tests.Rules;
using Violet.Generated.Tests.Transport;

namespace Violet.Generated.Tests.Json;

/// <summary>What a response may become in memory stands in proportion to MaxResponseBytes, whatever it holds.</summary>
[NonParallelizable]
public class BudgetTests
{
    private const int Limit = 8 * 1024 * 1024;

    /// <summary>The body in pieces and whole, and what is made of it.</summary>
    private const long Most = (2 + JsonBudget.Multiple) * Limit;

    private static readonly TestCaseData[] s_bombs =
    [
        Bomb("unknown fields", "{\"id\":1", ",\"a\":1", "}"),
        Bomb("unknown objects", "{\"id\":1", ",\"a\":{}", "}"),
        Bomb("objects", "{\"bags\":[{}", ",{}", "]}"),
        Bomb("objects of one unknown field", "{\"bags\":[{}", ",{\"a\":1}", "]}"),
        Bomb("objects of one list", "{\"bags\":[{}", ",{\"skus\":[{}]}", "]}"),
        Bomb("items that are no objects", "{\"bags\":[{}", ",1", "]}"),
        Bomb("fields that do not fit", "{\"bags\":[{}", ",{\"id\":{}}", "]}"),
        Bomb("texts", "{\"bags\":[{}", ",{\"id\":\"1\"}", "]}"),
        Bomb("unknown enum values", "{\"bags\":[{}", ",{\"status\":\"A\"}", "]}"),
        Bomb("wide letters", "{\"bags\":[{}", ",{\"currency\":\"\u00e4\u00e4\"}", "]}"),
    ];

    [TestCaseSource(nameof(s_bombs))]
    public async Task A_response_becomes_a_small_multiple_of_the_limit_whatever_it_holds(string start, string part, string end)
    {
        byte[] body = Body(start, part, end);
        using var http = new Http(Answer(body));
        using VioletClient violet = http.Violet(options => options.MaxResponseBytes = Limit);

        (long bytes, Exception? error) = await AllocatedAsync(() => violet.Orders.GetAsync(1));

        Assert.That(bytes, Is.LessThan(Most));
        Assert.That(error, Is.Null.Or.TypeOf<VioletResponseTooLargeException>().With.Message.Contains("MaxResponseBytes"));
        Assert.That(http.Sent, Has.Count.EqualTo(1), "it is not asked for again");
    }

    [TestCase("[0", ",0", "]")]
    [TestCase("[[]", ",[]", "]")]
    [TestCase("{\"a\":1", ",\"a\":1", "}")]
    public async Task So_does_one_without_a_model(string start, string part, string end)
    {
        byte[] body = Body(start, part, end);
        using var http = new Http(Answer(body));
        using VioletClient violet = http.Violet(options => options.MaxResponseBytes = Limit);

        (long bytes, Exception? error) = await AllocatedAsync(() => violet.SendAsync(HttpMethod.Get, "things"));

        Assert.That(bytes, Is.LessThan(Most));
        Assert.That(error, Is.TypeOf<VioletResponseTooLargeException>().With.Message.Contains("MaxResponseBytes"));
    }

    [Test]
    public async Task A_few_bytes_of_brotli_are_no_more_than_the_body_they_become()
    {
        byte[] body = Body("{\"id\":1", ",\"a\":1", "}");
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
            brotli.Write(body);
        using var http = new Http(
            (_, _) =>
                Task.FromResult(
                    new HttpResponseMessage(HttpStatusCode.OK)
                    {
                        Content = new StreamContent(new BrotliStream(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress)),
                    }
                )
        );
        using VioletClient violet = http.Violet(options => options.MaxResponseBytes = Limit);

        (long bytes, Exception? error) = await AllocatedAsync(() => violet.Orders.GetAsync(1));

        await TestContext.Out.WriteLineAsync($"{compressed.Length} bytes, {body.Length} decompressed: {bytes} bytes allocated");
        Assert.That(bytes, Is.LessThan(Most));
        Assert.That(error, Is.TypeOf<VioletResponseTooLargeException>());
    }

    [Test]
    public async Task A_response_without_end_takes_little_more_than_the_limit()
    {
        const int Large = 64 * 1024 * 1024;
        using var http = new Http(
            (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new Endless()) })
        );
        using VioletClient violet = http.Violet(options => options.MaxResponseBytes = Large);

        (long bytes, Exception? error) = await AllocatedAsync(() => violet.Orders.GetAsync(1));

        await TestContext.Out.WriteLineAsync($"{(double)bytes / Large:0.00} times the limit");
        Assert.That(bytes, Is.LessThan(1.5 * Large));
        Assert.That(error, Is.TypeOf<VioletResponseTooLargeException>());
    }

    [Test]
    public async Task A_list_of_many_objects_is_read_where_the_setting_allows_it()
    {
        const int Count = 400_000;
        byte[] body = Encoding.UTF8.GetBytes(
            $"{{\"content\":[{string.Join(',', Enumerable.Range(1, Count).Select(id => $"{{\"id\":{id}}}"))}]}}"
        );
        using var http = new Http(Answer(body), Answer(body));

        using VioletClient large = http.Violet(options => options.MaxResponseBytes = 512 * 1024 * 1024);
        Assert.That((await large.Orders.ListAsync()).Content, Has.Count.EqualTo(Count));

        using VioletClient small = http.Violet(options => options.MaxResponseBytes = 8 * 1024 * 1024);
        VioletException? error = await Assert.ThrowsAsync<VioletResponseTooLargeException>(() => small.Orders.ListAsync());
        Assert.That(error!.Message, Does.Contain("MaxResponseBytes"));
    }

    [Test]
    public async Task A_small_limit_leaves_room_for_what_a_small_response_becomes()
    {
        byte[] body = Encoding.UTF8.GetBytes($"{{\"bags\":[{string.Join(',', Enumerable.Repeat("{}", 300))}]}}");
        using var http = new Http(Answer(body));
        using VioletClient violet = http.Violet(options => options.MaxResponseBytes = 1024);

        Assert.That((await violet.Orders.GetAsync(1)).Bags, Has.Count.EqualTo(300));
    }

    /// <summary>What an estimate leaves out is not counted at all, and one that is far too high refuses what is harmless.</summary>
    [Test]
    public void The_estimate_of_a_model_is_near_what_it_takes()
    {
        var wrong = new List<string>();
        foreach (Type type in GeneratedTypes.Models)
        {
            Func<VioletModel> make = () => (VioletModel)Activator.CreateInstance(type)!;
            int fields = make().FieldCount;
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 10; i++)
                make();
            long actual = (GC.GetAllocatedBytesForCurrentThread() - before) / 10;
            double ratio = (JsonBudget.OfModel + (JsonBudget.OfField * fields)) / (double)actual;
            if (ratio is < 0.6 or > 4)
            {
                wrong.Add(
                    FormattableString.Invariant($"{type.Name}: {fields} fields, {actual} bytes, the estimate is {ratio:0.0} times that")
                );
            }
        }

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Each_of_many_unknown_fields_is_found_without_a_search_through_all()
    {
        const int Count = 300_000;
        string fields = string.Join(',', Enumerable.Range(0, Count).Select(i => $"\"f{i}\":{i}"));
        Order order = VioletJson.Deserialize<Order>($"{{\"id\":1,{fields},\"f7\":70}}");

        for (int i = 0; i < Count; i++)
            Assert.That((int)order.Extra[$"f{i}"]!, Is.EqualTo(i == 7 ? 70 : i), "a search through all never ends here");
        Assert.That(order.Extra["g"], Is.Null);

        order.Extra["f7"] = null;
        order.Extra["g"] = 5;
        Assert.That((order.Extra.Contains("f7"), (int)order.Extra["g"]!, order.Extra.Count), Is.EqualTo((false, 5, Count)));
    }

    private static TestCaseData Bomb(string name, string start, string part, string end) =>
        new TestCaseData(start, part, end).SetArgDisplayNames(name);

    private static byte[] Body(string start, string part, string end)
    {
        var text = new StringBuilder(start);
        int parts = (Limit - 100) / Encoding.UTF8.GetByteCount(part);
        for (int i = 0; i < parts; i++)
            text.Append(part);
        return Encoding.UTF8.GetBytes(text.Append(end).ToString());
    }

    private static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Answer(byte[] body) =>
        (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new MemoryStream(body)) });

    private static async Task<(long Bytes, Exception? Error)> AllocatedAsync(Func<Task> call)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Exception? error = null;
        try
        {
            await call();
        }
        catch (Exception e)
        {
            error = e;
        }

        return (GC.GetTotalAllocatedBytes(precise: true) - before, error);
    }

    private sealed class Endless : MemoryStream
    {
        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(buffer.Length);
    }
}
