using System.Globalization;
using System.Text.RegularExpressions;
using Violet.Contract.Reading;

namespace Violet.Contract.Rules.Schemas;

/// <summary>Holds an example against its schema. A property that the schema does not have is a mistake: it would be a misspelt
/// one.</summary>
internal sealed class ExampleCheck
{
    private static readonly TimeSpan s_patternLimit = TimeSpan.FromSeconds(1);

    private readonly ContractApi _api;
    private readonly Report _report;

    private ExampleCheck(ContractApi api, Report report) => (_api, _report) = (api, report);

    public static void Check(Node example, Node schema, ContractApi api, Report report) =>
        new ExampleCheck(api, report).Check(example, schema);

    private void Check(Node example, Node? reference, bool isWhole = true)
    {
        if (_api.Follow(reference) is not { } schema)
            return;
        if (example is ScalarNode { Kind: ScalarKind.Null })
        {
            if (schema["type"] is not null && !schema["nullable"].IsFlagged())
                Fail(example, $"is null, but the schema wants type: {schema["type"]!.Text}");
            return;
        }
        if (schema["type"]?.Text is { } type && !example.IsOfType(type))
        {
            Fail(example, $"is no {type}");
            return;
        }
        if (
            schema["enum"] is ListNode values
            && !values.Children.Any(value => (value as ScalarNode)?.Value == (example as ScalarNode)?.Value)
        )
        {
            Fail(
                example,
                $"is none of the values of the enum.{Spelling.DidYouMean(example.Text ?? "", values.Children.Select(value => value.Text).OfType<string>())}"
            );
        }

        foreach (Node part in schema["allOf"].Items())
            Check(example, part, isWhole: false);
        switch (example)
        {
            case MapNode map:
                CheckMap(map, schema, isWhole);
                break;
            case ListNode list:
                CheckCount(list, list.Children.Count, schema, "minItems", "maxItems", "items");
                foreach (Node item in list.Children)
                    Check(item, schema["items"]);
                break;
            case ScalarNode { Kind: ScalarKind.Text } text:
                CheckText(text, schema);
                break;
            case ScalarNode number when double.TryParse(number.Value, CultureInfo.InvariantCulture, out double value):
                CheckNumber(number, value, schema);
                break;
        }
    }

    private void CheckMap(MapNode map, Node schema, bool isWhole)
    {
        CheckCount(map, map.Children.Count, schema, "minProperties", "maxProperties", "properties");
        string[] known = [.. _api.PropertiesOf(schema).Select(property => property.Key)];
        foreach (Node name in schema["required"].Items().Where(name => known.Contains(name.Text) && map[name.Text!] is null))
            Fail(map, $"lacks '{name.Text}', which is required");
        foreach (Node value in map.Children)
        {
            if (schema["properties"]?[value.Key] is { } property)
            {
                Check(value, property);
            }
            else if (schema["additionalProperties"] is MapNode values)
            {
                Check(value, values);
            }
            else if (isWhole && known.Length > 0 && !known.Contains(value.Key) && !schema["additionalProperties"].IsFlagged())
            {
                _report(
                    value.KeyPlace,
                    $"Example value must conform to the schema: it has no property '{value.Key}'.{Spelling.DidYouMean(value.Key, known)}"
                );
            }
        }
    }

    private void CheckText(ScalarNode text, Node schema)
    {
        CheckCount(text, text.Value.EnumerateRunes().Count(), schema, "minLength", "maxLength", "characters");
        if (schema["format"]?.Text == "date-time" && !IsDateTime(text.Value))
            Fail(text, "is no date-time, such as 2024-01-31T12:00:00Z");
        if (schema["pattern"]?.Text is { } pattern && !Matches(text.Value, pattern))
            Fail(text, $"does not match the pattern {pattern}");
    }

    /// <summary>As RFC 3339 writes it, or with an offset without a colon, as Violet does.</summary>
    private static bool IsDateTime(string text) =>
        text.Contains('T', StringComparison.Ordinal)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.ECMAScript, s_patternLimit);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return true; // a pattern that only other programs understand
        }
    }

    private void CheckNumber(ScalarNode number, double value, Node schema)
    {
        if (LimitOf(schema, "minimum") is { } minimum && (value < minimum || (value == minimum && schema["exclusiveMinimum"].IsFlagged())))
            Fail(number, $"is below the minimum of {minimum}");
        if (LimitOf(schema, "maximum") is { } maximum && (value > maximum || (value == maximum && schema["exclusiveMaximum"].IsFlagged())))
            Fail(number, $"is above the maximum of {maximum}");
        if (LimitOf(schema, "multipleOf") is { } step && step > 0 && Math.Abs(value / step - Math.Round(value / step)) > 1e-9)
            Fail(number, $"is no multiple of {step}");
    }

    private void CheckCount(Node example, int count, Node schema, string minimum, string maximum, string what)
    {
        if (LimitOf(schema, minimum) is { } least && count < least)
            Fail(example, $"has {count} {what}, fewer than {least}");
        if (LimitOf(schema, maximum) is { } most && count > most)
            Fail(example, $"has {count} {what}, more than {most}");
    }

    private static double? LimitOf(Node schema, string key) =>
        double.TryParse(schema[key]?.Text, CultureInfo.InvariantCulture, out double limit) ? limit : null;

    private void Fail(Node example, string why) =>
        _report(example.Place, $"Example value must conform to the schema: {Describe(example)} {why}{(why.EndsWith('?') ? "" : ".")}");

    private static string Describe(Node node) => node is ScalarNode scalar ? $"'{scalar.Value}'" : "this";
}
