using System.Text;

namespace Violet.Generated.Tests.Fuzz;

/// <summary>A process that reads for weeks: what an answer holds is gone when the answer is, whatever texts a server makes up.</summary>
[NonParallelizable]
public class RetentionTests
{
    private const int Answers = 20_000;
    private const int TextLength = 200;

    [Test]
    public void Nothing_of_an_answer_stays_in_memory_after_it()
    {
        Read(0, 1000); // what is made once
        long before = GC.GetTotalMemory(forceFullCollection: true);

        Read(1000, Answers);

        long kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        TestContext.Progress.WriteLine($"{Answers} answers of made-up texts: {kept / 1000} kB more than before.");
        Assert.That(
            kept,
            Is.LessThan(Answers * TextLength / 4),
            "If one of the texts of each answer were kept, it would be four times as much at least."
        );
    }

    private static void Read(int from, int count)
    {
        for (int i = from; i < from + count; i++)
        {
            string madeUp = $"{i}".PadLeft(TextLength, 'X');
            Order order = VioletJson.Deserialize<Order>(
                Encoding.UTF8.GetBytes(
                    $$"""{"id":1,"status":"{{madeUp}}","currency":"{{madeUp}}","{{madeUp}}":"{{madeUp}}","bags":[{"status":"{{madeUp}}"}]}"""
                )
            );
            _ = (
                order.Status.IsKnown,
                order.Status == OrderStatus.Completed,
                order.Extra[madeUp],
                new OpenEnum<OrderStatus>(madeUp).IsKnown
            );
        }
    }
}
