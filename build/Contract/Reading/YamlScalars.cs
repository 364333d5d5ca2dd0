using System.Text.RegularExpressions;

namespace Violet.Contract.Reading;

/// <summary>What a scalar without quotes is, by the core schema of YAML 1.2; dates, <c>yes</c> and <c>1_000</c> are text.</summary>
internal static partial class YamlScalars
{
    public static ScalarKind KindOf(string text) =>
        text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
            "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Boolean,
            _ when text[0] is not ((>= '0' and <= '9') or '-' or '+' or '.') => ScalarKind.Text,
            _ when Integer().IsMatch(text) => ScalarKind.Integer,
            _ when Number().IsMatch(text) => ScalarKind.Number,
            _ => ScalarKind.Text,
        };

    [GeneratedRegex(@"^[-+]?[0-9]+\z")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Number();
}
