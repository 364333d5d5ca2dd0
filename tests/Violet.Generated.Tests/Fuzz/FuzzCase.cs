using System.Collections.Concurrent;
using System.Text;
using Newtonsoft.Json;
using Violet.Generated.Tests.Json;
using Violet.Generated.Tests.Rules;

namespace Violet.Generated.Tests.Fuzz;

/// <summary>One mutation: which, and the seed of all its choices.</summary>
internal readonly record struct Step(int Kind, int Seed);

/// <summary>A model, a filling of it, and what is done to the filling's text.</summary>
internal sealed record FuzzCase(Type Model, SampleKind Base, IReadOnlyList<Step> Steps)
{
    /// <summary>Larger fillings cost time and find nothing more: the parts are models of their own.</summary>
    private const int LargestBase = 2_500;

    private static readonly ConcurrentDictionary<(Type, SampleKind), JsonTree> s_bases = new();

    private byte[]? _text;

    public byte[] Text => _text ??= Mutations.Apply(BaseOf(Model, Base).Clone(), Steps);

    /// <summary>The case of a number: the same for the same seed on every machine.</summary>
    public static FuzzCase Of(int seed, int number)
    {
        var random = new Random(unchecked((seed * 7_919) + (number * 104_729)));
        Type model = GeneratedTypes.Models[number % GeneratedTypes.Models.Count];
        var steps = new Step[1 + random.Next(4)];
        for (int i = 0; i < steps.Length; i++)
        {
            // Two of three steps keep the text well-formed, or few would get past the tokenizer.
            int kind =
                random.Next(600) == 0 ? Mutations.Large
                : random.Next(3) > 0 ? random.Next(Mutations.TreeKinds)
                : random.Next(Mutations.TreeKinds, Mutations.Large);
            steps[i] = new Step(kind, random.Next());
        }

        return new FuzzCase(
            model,
            (SampleKind)random.Next(3),
            random.Next(4) == 0
                ? steps
                : [.. steps.Where(step => step.Kind < Mutations.TreeKinds || step.Kind == Mutations.Large || step == steps[^1])]
        );
    }

    public static JsonTree BaseOf(Type model, SampleKind kind) =>
        s_bases.GetOrAdd(
            (model, kind),
            static key =>
            {
                byte[] utf8 = [];
                for (int depth = 3; depth <= 6; depth++)
                {
                    utf8 = Encoding.UTF8.GetBytes(Sample.Of(key.Item1, key.Item2, depth).ToString(Formatting.None));
                    if (utf8.Length <= LargestBase)
                        break;
                }

                return JsonTree.Parse(utf8);
            }
        );

    /// <summary>The same case with one mutation less, for each of them.</summary>
    public IEnumerable<FuzzCase> Smaller() =>
        Steps.Select((_, i) => this with { Steps = [.. Steps.Where((_, other) => other != i)], _text = null });

    public override string ToString() =>
        $"{GeneratedTypes.Name(Model)}, {Base}, {string.Join(" + ", Steps.Select(Mutations.Name))}: {JsonTree.Show(Text)}";
}
