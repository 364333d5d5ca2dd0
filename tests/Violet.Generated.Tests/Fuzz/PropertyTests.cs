using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Newtonsoft.Json.Linq;
using Violet.Generated.Tests.Json;
using Violet.Generated.Tests.Locales;
using Violet.Generated.Tests.Rules;

namespace Violet.Generated.Tests.Fuzz;

/// <summary>What holds for every text and value; FsCheck shrinks a case that fails to a small one, and prints the replay that repeats it.
/// The seed is that of <see cref="FuzzTests"/>.</summary>
[TestFixtureSource(typeof(Locale), nameof(Locale.All))]
public class PropertyTests(Locale place) : InPlace(place)
{
    private const int AtHome =
#if NETSTANDARD_BUILD
        300;
#else
        3_000;
#endif

    private int Cases => (IsHome ? AtHome : AtHome / 30) * (FuzzTests.IsByChance ? 50 : 1);

    private static readonly Gen<Type> s_model = Gen.Elements(GeneratedTypes.Models.ToArray());

    private static readonly FSharpOption<Replay>? s_replay = FuzzTests.IsByChance
        ? FSharpOption<Replay>.None
        : FSharpOption<Replay>.Some(new Replay(new Rnd(FuzzTests.FixedSeed), null));

    private static readonly Gen<JsonTree> s_plain = Gen.Choose(0, int.MaxValue - 1).Select(seed => OddJson.Value(new Random(seed)));

    private static readonly HashSet<string> s_orderFields =
    [
        .. GeneratedTypes.WireProperties(typeof(Order)).Select(GeneratedTypes.WireName),
    ];

    private static readonly Gen<byte[]> s_name = Gen.Choose(0, int.MaxValue - 1).Select(seed => OddJson.Name(new Random(seed)));

    [Test]
    public void Any_value_is_read_as_any_model_or_refused_with_its_place() =>
        Check(
            from model in s_model
            from tree in Gen.Sized(size => Tree(model, Math.Min(size, 40)))
            select (Model: model, Tree: tree),
            value => Smaller(value.Tree).Select(tree => (value.Model, Tree: tree)),
            value => Run(value.Model, value.Tree.ToUtf8())
        );

    [Test]
    public void Any_mutations_of_any_model_are_read_or_refused_with_their_place() =>
        Check(
            from model in s_model
            from kind in Gen.Elements(Enum.GetValues<SampleKind>())
            from steps in Gen.Choose(0, int.MaxValue - 1)
                .Zip(Gen.Choose(0, Mutations.Large - 1), (seed, mutation) => new Step(mutation, seed))
                .NonEmptyListOf()
            select new FuzzCase(model, kind, steps.Take(8).ToList()),
            fuzz => fuzz.Smaller(),
            fuzz => Run(fuzz.Model, fuzz.Text)
        );

    [Test]
    public void Any_text_is_written_so_that_it_reads_as_itself() =>
        Check(
            from text in ArbMap.Default.GeneratorFor<char>().ArrayOf()
            where !s_orderFields.Contains(new string(text)) // an unknown field is not called so
            select new string(text),
            text => ArbMap.Default.ArbFor<char[]>().Shrinker(text.ToCharArray()).Select(smaller => new string(smaller)),
            text =>
            {
                var order = new Order { ReferralId = text, Status = new OpenEnum<OrderStatus>(text) };
                order.Extra[text] = new JObject { [text] = text };
                Order again = VioletJson.Deserialize<Order>(VioletJson.SerializeToUtf8Bytes(order));
                string whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
                Same(again.ReferralId, whole);
                Same(again.Status.Raw, whole);
                Same(again.Extra.Single(field => field.Key == whole).Value![whole]!.Value<string>(), whole);
            }
        );

    [Test]
    public void Any_number_and_date_is_written_so_that_it_reads_as_itself() =>
        Check(
            from integer in ArbMap
                .Default.GeneratorFor<long>()
                .Or(Gen.Choose(int.MinValue, int.MaxValue).Two().Select(two => ((long)two.Item1 << 32) | (uint)two.Item2))
            from number in ArbMap
                .Default.GeneratorFor<double>()
                .Where(double.IsFinite)
                .Or(
                    Gen.Choose(int.MinValue, int.MaxValue)
                        .Two()
                        .Select(two => BitConverter.Int64BitsToDouble(((long)two.Item1 << 32) | (uint)two.Item2))
                        .Where(double.IsFinite)
                )
            from ticks in Gen.Choose(0, int.MaxValue)
                .Two()
                .Select(two =>
                    ((((long)two.Item1 << 31) | (uint)two.Item2) % (DateTime.MaxValue.Ticks - (2 * TimeSpan.TicksPerDay)))
                    + TimeSpan.TicksPerDay
                )
            from offset in Gen.Choose(-14 * 60, 14 * 60)
            select (Integer: integer, Number: number, Date: new DateTimeOffset(ticks, TimeSpan.FromMinutes(offset))),
            _ => [],
            value =>
            {
                Order order = VioletJson.Deserialize<Order>(
                    VioletJson.Serialize(
                        new Order
                        {
                            Id = value.Integer,
                            SubTotal = value.Integer,
                            DateCreated = value.Date,
                        }
                    )
                );
                Same(order.Id, value.Integer);
                Same(order.SubTotal, value.Integer);
                Same(order.DateCreated, value.Date);
                Same(VioletJson.Deserialize<OrderTax>(VioletJson.Serialize(new OrderTax { Rate = value.Number })).Rate, value.Number);
                string text = value.Number.ToString("R", CultureInfo.InvariantCulture);
                Same(VioletJson.Deserialize<OrderTax>($$"""{"rate":"{{text}}"}""").Rate, value.Number);
            }
        );

    private static Gen<JsonTree> Tree(Type model, int size)
    {
        if (size == 0)
            return s_plain;
        Gen<JsonTree> inner = Tree(model, size / 3);
        Gen<byte[]> name = Gen.Elements(
            GeneratedTypes
                .WireProperties(model)
                .Select(property => OddJson.Quoted(GeneratedTypes.WireName(property)))
                .DefaultIfEmpty("\"id\""u8.ToArray())
                .ToArray()
        );
        return Gen.Frequency(
            (1, s_plain),
            (
                2,
                inner
                    .ListOf()
                    .Select(items => new JsonTree { IsList = true, Children = [.. items.Select(item => (Array.Empty<byte>(), item))] })
            ),
            (
                5,
                name.Or(s_name)
                    .Zip(inner, (key, value) => (key, value))
                    .ListOf()
                    .Select(members => new JsonTree { Children = [.. members] })
            )
        );
    }

    /// <summary>Each part in place of the whole, the whole without one part, and the whole with one part smaller.</summary>
    private static IEnumerable<JsonTree> Smaller(JsonTree tree)
    {
        for (int i = 0; i < tree.Children.Count; i++)
        {
            JsonTree without = tree.Clone();
            without.Children.RemoveAt(i);
            yield return tree.Children[i].Value;
            yield return without;
            foreach (JsonTree smaller in Smaller(tree.Children[i].Value))
            {
                JsonTree with = tree.Clone();
                with.Children[i] = (tree.Children[i].Name, smaller);
                yield return with;
            }
        }
    }

    private void Check<T>(Gen<T> gen, Func<T, IEnumerable<T>> smaller, Action<T> holds) =>
        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Cases).WithQuietOnSuccess(true).WithReplay(s_replay),
            Prop.ForAll(Arb.From(gen, smaller), holds)
        );

    private static void Run(Type model, byte[] utf8)
    {
        FuzzTests.WarmUp(model);
        FuzzCheck.Run(model, utf8);
    }

    private static void Same<T>(T actual, T expected)
    {
        if (!EqualityComparer<T>.Default.Equals(actual, expected))
            throw new BrokenPromiseException($"{actual} instead of {expected}");
    }
}
