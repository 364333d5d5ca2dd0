using System.Text.Encodings.Web;
using System.Text.Json;

namespace Violet.Contract;

/// <summary>How JSON is written: indented, and as it would be read.</summary>
internal static class JsonText
{
    public static JsonSerializerOptions Options { get; } =
        new()
        {
            WriteIndented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
}
