using System.Reflection;
using Violet.Generated.Runtime.Json;

namespace Violet.Generated.Tests.Json;

/// <summary>The tables behind the open enums.</summary>
public class EnumTableTests
{
    [Test]
    public void A_table_is_whole_for_every_thread_that_uses_it_first()
    {
        MethodInfo race = typeof(EnumTableTests).GetMethod(nameof(Race), BindingFlags.NonPublic | BindingFlags.Static)!;
        var failures = Rules
            .GeneratedTypes.Enums.SelectMany(type => (IEnumerable<string>)race.MakeGenericMethod(type).Invoke(null, null)!)
            .ToList();

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public void Members_are_numbered_from_1_in_the_order_of_their_texts()
    {
        var names = new EnumWireNames<DayOfWeek>("Letter", ["A", "B"], "BEE", "B");
        string text = "bee";

        Assert.That(names.Find(ref text), Is.EqualTo(2));
        Assert.That(text, Is.EqualTo("bee"));
        Assert.That(new[] { 0, 1, 2, 3 }.Select(names.TextOf), Is.EqualTo(new[] { null, "A", "B", "3" }));
        Assert.That(new[] { -1, 0, 1, 2, 3 }.Select(names.IsMember), Is.EqualTo(new[] { false, false, true, true, false }));
    }

    [TestCaseSource(typeof(Rules.GeneratedTypes), nameof(Rules.GeneratedTypes.Enums))]
    public void Exact_texts_and_other_spellings_find_the_same_member(Type type)
    {
        var access = OpenEnumAccess.Of(type);
        foreach (string text in access.Texts)
        {
            foreach (
                string spelling in new[] { text, text.ToLowerInvariant(), text.Replace('_', '-'), text.Replace('_', ' '), $" {text}_" }
            )
            {
                Assert.That(access.Parse(spelling), Is.EqualTo((true, spelling, text)), spelling);
            }
        }
    }

    [Test]
    public void A_text_of_the_contract_is_read_and_compared_without_allocation()
    {
        ReadAndCompare(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int found = ReadAndCompare(1000);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(found, Is.EqualTo(1000));

        static int ReadAndCompare(int times)
        {
            int found = 0;
            for (int i = 0; i < times; i++)
            {
                var input = new JsonInput("\"REQUIRES_ACTION\""u8, JsonBudget.OfUtf8(20));
                input.Reader.Read();
                OpenEnum<OrderStatus> status = OrderStatusJson.Read(ref input);
                if (
                    status == OrderStatus.RequiresAction
                    && status != OrderStatus.Canceled
                    && status.IsKnown
                    && status.Value is not null
                    && status.Raw is not null
                )
                {
                    found++;
                }
            }

            return found;
        }
    }

    [Test]
    public void Strict_reading_refuses_what_the_contract_does_not_list()
    {
        Assert.That(Strict("""{"status":"canceled"}""").Status == OrderStatus.Canceled);
        Assert.That(Strict("""{"status":null}""").Status.Raw, Is.Null);
        foreach (string unknown in new[] { "\"TOMORROW\"", "\"\"", "\"1\"", "42", "true" })
        {
            VioletJsonException error = Assert.Throws<VioletJsonException>(() => Strict($$"""{"bags":[{"status":{{unknown}}}]}"""))!;
            Assert.That(error.Path, Is.EqualTo("$.bags[0].status"));
            Assert.That(error.Message, Does.Contain(nameof(BagStatus)).And.Not.Contain("TOMORROW"));
        }
    }

    private static Order Strict(string json) => StrictJson.Read<Order>(json);

    private static List<string> Race<T>()
        where T : struct, Enum
    {
        T[] members = Enum.GetValues<T>();
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();
        using var start = new Barrier(4);
        var threads = Enumerable
            .Range(0, 4)
            .Select(index => new Thread(() =>
            {
                start.SignalAndWait();
                foreach (T member in index % 2 == 0 ? members : Enumerable.Reverse(members).ToArray())
                {
                    string? raw = new OpenEnum<T>(member).Raw;
                    if (raw is null || !new OpenEnum<T>(raw).Equals(member) || !new OpenEnum<T>(raw.ToLowerInvariant()).Equals(member))
                        failures.Add($"{typeof(T).Name}.{member}");
                }
            }))
            .ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return failures.ToList();
    }
}
