using Violet.Contract.Reading;
using Violet.Contract.Rules;

namespace Violet.Contract.Learning;

/// <summary>What differs: a line for each place.</summary>
internal static class Differences
{
    /// <summary>Writes the lines in the order of the files, and how many they are.</summary>
    /// <param name="comparison">What was found.</param>
    /// <param name="output">Takes the lines.</param>
    /// <param name="isAll">Whether what <c>learn</c> adds to the contract is among them.</param>
    public static int Write(Comparison comparison, TextWriter output, bool isAll)
    {
        (Place Place, string Text, int Count)[] lines =
        [
            .. comparison.Differences.Select(difference => (difference.Key.Place, difference.Key.Text, difference.Value)),
            .. Withheld(comparison),
            .. isAll ? LackingFields(comparison).Concat(LackingValues(comparison)) : [],
        ];
        foreach ((Place place, string text, int count) in lines.OrderBy(line => (line.Place.File, line.Place.Line, line.Text)))
            output.WriteLine($"{Show(place)}: {text} ({Times(count)})");
        foreach ((string unknown, int count) in comparison.Unknown)
            output.WriteLine($"Unknown: {unknown} ({Times(count)})");
        int all = lines.Length + comparison.Unknown.Count;
        string result =
            all > 0 ? $"{all} differences"
            : isAll ? "nothing differs"
            : "nothing else differs";
        output.WriteLine($"{comparison.Bodies} bodies compared, {result}.");
        return all;
    }

    /// <summary>As an IDE finds it, from the folder that the command runs in.</summary>
    public static string Show(Place place) =>
        $"{Path.GetRelativePath(Environment.CurrentDirectory, place.File)}({place.Line},{place.Column})";

    public static string Times(int count) => count == 1 ? "once" : $"{count} times";

    private static IEnumerable<(Place, string, int)> Withheld(Comparison comparison) =>
        from lacking in comparison.Fields.Concat(comparison.Parameters)
        where lacking.Value.Observed.Withheld > 0
        select (
            lacking.Key.KeyPlace,
            $"{NameOf(lacking.Key)} lacks names that look like data and are not shown",
            lacking.Value.Observed.Withheld
        );

    private static IEnumerable<(Place, string, int)> LackingFields(Comparison comparison) =>
        from lacking in comparison.Fields.Concat(comparison.Parameters)
        from field in lacking.Value.Observed.Fields
        let what = comparison.Fields.ContainsKey(lacking.Key) ? "" : "the parameter "
        select (lacking.Key.KeyPlace, $"{NameOf(lacking.Key)} lacks {what}{field.Key}", field.Value.Count);

    private static string NameOf(Node owner) => owner.SchemaName() ?? owner["operationId"]?.Text ?? "an object";

    private static IEnumerable<(Place, string, int)> LackingValues(Comparison comparison) =>
        from values in comparison.Values
        from value in values.Value
        select (values.Key.KeyPlace, $"{values.Key.Parent.SchemaName() ?? "an enum"} lacks the value {value.Key}", value.Value);
}
