using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Violet.Generated.Tests.Json;
using Violet.Generated.Tests.Rules;
using Stj = System.Text.Json;

namespace Violet.Generated.Tests.Fuzz;

/// <summary>What a text did that it must not do.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);

/// <summary>
/// What holds for every text: the client's reader and both serializers' converters make a model of it, with what does not fit kept aside,
/// or refuse it with the documented exception; a model that came
/// out is written as JSON that reads as the same model; and the memory that this takes is in proportion to the text.
/// </summary>
internal static partial class FuzzCheck
{
    // A model of many properties stands in two bytes of text, and a token of a free-form list in one, so objects and lists are counted
    // apart from bytes.
    private const long PerCase = 96 * 1024,
        PerByte = 40,
        PerObject = 2 * 1024,
        PerList = 256;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether a model came out of the client's reader, and the bytes allocated for each byte of the text (the allowance of its
    /// objects and lists left out).</summary>
    public static (bool Read, double PerByte) Run(Type model, byte[] utf8) => Run(model, utf8, systemTextJson: true, newtonsoft: true);

    public static (bool Read, double PerByte) Run(Type model, byte[] utf8, bool systemTextJson, bool newtonsoft)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        byte[]? written = null;
        VioletModel? read = Wire(model, utf8);
        if (read is not null)
            written = VioletJson.SerializeToUtf8Bytes(read);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        long scaled = allocated - PerCase;
        foreach (byte b in utf8)
        {
            scaled -=
                b == '{' ? PerObject
                : b == '[' ? PerList
                : 0;
        }

        Require(scaled <= utf8.Length * PerByte, $"{allocated} bytes were allocated for a text of {utf8.Length}");

        if (read is not null)
        {
            AssertStable(model, read, written!);
            Look(model, read, written!);
        }

        if (systemTextJson)
            ThroughSystemTextJson(model, utf8, written);
        if (newtonsoft)
            ThroughNewtonsoft(model, utf8);
        return (read is not null, Math.Max(0, scaled) / (double)Math.Max(1, utf8.Length));
    }

    private static VioletModel? Wire(Type model, byte[] utf8)
    {
        try
        {
            return ModelCodec.Of(model).FromWire(utf8);
        }
        catch (VioletJsonException e)
        {
            AssertPlace(e, utf8);
            return null;
        }
    }

    /// <summary>The position lies in the text, and the names of the path stand before it in the path's order.</summary>
    private static void AssertPlace(VioletJsonException e, ReadOnlySpan<byte> utf8)
    {
        Require(e.Position >= 0 && e.Position <= utf8.Length, $"position {e.Position} in a text of {utf8.Length} bytes");
        Require(e.Path is not null && PathForm().IsMatch(e.Path), $"path '{e.Path}'");
        Require(e.Message.Contains(e.Path!, StringComparison.Ordinal), "the message lacks the path");
        int next = 0;
        foreach (Match step in PathName().Matches(e.Path!))
        {
            int found = utf8.Slice(next).IndexOf(Encoding.UTF8.GetBytes('"' + step.Groups[1].Value + '"'));
            Require(
                found >= 0 && next + found < e.Position,
                $"'{step.Groups[1].Value}' of the path {e.Path} does not stand before byte {e.Position}"
            );
            next += found + 1;
        }
    }

    private static void AssertStable(Type model, VioletModel read, byte[] written)
    {
        AssertJson(written);
        byte[] again;
        try
        {
            again = VioletJson.SerializeToUtf8Bytes(ModelCodec.Of(model).FromWire(written));
        }
        catch (VioletJsonException e)
        {
            throw new BrokenPromiseException($"{read.GetType().Name} cannot read what it wrote: {e.Message} {JsonTree.Show(written)}");
        }

        Require(
            again.AsSpan().SequenceEqual(written),
            $"what was written is read as something else: {JsonTree.Show(written)} became {JsonTree.Show(again)}"
        );
    }

    private static void AssertJson(byte[] written)
    {
        try
        {
            _ = s_strict.GetCharCount(written);
            var reader = new Utf8JsonReader(written);
            while (reader.Read()) { }
        }
        catch (Exception e) when (e is DecoderFallbackException or Stj.JsonException)
        {
            throw new BrokenPromiseException($"what was written is no JSON: {e.Message} {JsonTree.Show(written)}");
        }
    }

    private static void Look(Type model, VioletModel read, byte[] written)
    {
        foreach (PropertyInfo property in GeneratedTypes.WireProperties(model))
            _ = Convert.ToString(property.GetValue(read), CultureInfo.InvariantCulture); // not every calendar has every date
        if (read.Extra.Count > 0)
        {
            var token = JObject.FromObject(read);
            foreach (KeyValuePair<string, JToken?> field in read.Extra)
            {
                // What could not be read of a list or a map is written among the rest of it.
                Require(
                    JToken.DeepEquals(token[field.Key], read.Extra[field.Key])
                        || (
                            field.Value is JArray or JObject
                            && token[field.Key] is { } whole
                            && whole.Type == field.Value.Type
                            && field.Value.Children().All(part => whole.Children().Any(child => JToken.DeepEquals(child, part)))
                        ),
                    "the model as a JObject has another value in a field that is unknown or does not fit"
                );
            }
        }

        Require(VioletJson.SerializeToUtf8Bytes(read).AsSpan().SequenceEqual(written), "looking at a model changed what it writes");
    }

    /// <summary>System.Text.Json takes and refuses the same texts, and makes the same model of them; its own exception is what ASP.NET
    /// answers with 400.</summary>
    private static void ThroughSystemTextJson(Type model, byte[] utf8, byte[]? wire)
    {
        ReadOnlySpan<byte> unmarked = utf8.AsSpan().StartsWith("\uFEFF"u8) ? utf8.AsSpan(3) : utf8;
        VioletModel? read;
        try
        {
            read = (VioletModel?)Stj.JsonSerializer.Deserialize(unmarked, model);
        }
        catch (Stj.JsonException e)
        {
            Require(wire is null, $"System.Text.Json refuses what the client reads: {e.Message}");
            Require(
                e.InnerException is null or Stj.JsonException or VioletJsonException { Path: not null },
                $"inside of the JsonException: {e.InnerException}"
            );
            return;
        }

        Require(read is null == wire is null, "System.Text.Json reads what the client refuses");
        if (read is null)
            return;
        byte[] written = Stj.JsonSerializer.SerializeToUtf8Bytes(read, model);
        AssertJson(written);
        byte[] same = Stj.JsonSerializer.SerializeToUtf8Bytes(Stj.JsonSerializer.Deserialize(wire, model), model);
        Require(
            written.AsSpan().SequenceEqual(same),
            $"System.Text.Json reads another model: {JsonTree.Show(written)} instead of {JsonTree.Show(same)}"
        );
    }

    /// <summary>Newtonsoft.Json is more lenient than JSON, and has limits of its own for numbers; what it takes becomes a model all the
    /// same.</summary>
    private static void ThroughNewtonsoft(Type model, byte[] utf8)
    {
        VioletModel? read;
        string text = Encoding.UTF8.GetString(utf8);
        try
        {
            read = (VioletModel?)JsonConvert.DeserializeObject(text, model);
        }
        catch (ArgumentOutOfRangeException) when (IsDateThatNewtonsoftCannotHold(text))
        {
            return; // thrown before a converter is asked
        }
        catch (Newtonsoft.Json.JsonException e)
        {
            Require(
                e.InnerException is null or VioletJsonException { Path: not null } or not VioletException,
                $"inside of the JsonException: {e.InnerException}"
            );
            return;
        }

        if (read is null)
            return;
        byte[] written = VioletJson.SerializeToUtf8Bytes(read);
        AssertStable(model, read, written);
        string json = JsonConvert.SerializeObject(read);
        AssertJson(Encoding.UTF8.GetBytes(json));
        var again = (VioletModel)JObject.FromObject(read).ToObject(model)!;
        AssertStable(model, again, VioletJson.SerializeToUtf8Bytes(again));
    }

    private static bool IsDateThatNewtonsoftCannotHold(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text));
        try
        {
            while (reader.Read() && reader.TokenType == JsonToken.Comment) { }

            return false;
        }
        catch (ArgumentOutOfRangeException)
        {
            return true;
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new BrokenPromiseException(otherwise);
    }

    [GeneratedRegex(@"^\$(\.([A-Za-z0-9_:]+|\*)|\[\d+\])*$")]
    private static partial Regex PathForm();

    [GeneratedRegex(@"\.([A-Za-z0-9_:]+)")]
    private static partial Regex PathName();
}
