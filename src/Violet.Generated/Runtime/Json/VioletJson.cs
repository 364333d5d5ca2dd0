using Violet.Generated.Runtime.Drift;
using Violet.Generated.Runtime.Json;

namespace Violet.Generated;

/// <summary>
/// Reads and writes models outside of a call: a webhook's body, a file, a fixture in a test. Newtonsoft.Json and System.Text.Json can be
/// used as well; this is
/// the direct way to the same reader and writer.
/// </summary>
public static class VioletJson
{
    /// <summary>Told of what webhooks and other JSON that is read outside of a call hold that the contract does not describe: once for each
    /// place since it was set, at most of 1,024 places in a process, on the thread that reads; null for nobody. What it throws comes out
    /// where the JSON is read. Of responses, <see cref="ApiOptions.OnDrift"/> tells.</summary>
    public static Action<ContractDrift>? OnDrift
    {
        get => DriftSink.OutsideOfCalls.OnDrift;
        set => DriftSink.OutsideOfCalls.OnDrift = value;
    }

    /// <summary>Reads a model from UTF-8 JSON. Unknown fields are kept, a byte order mark is skipped.</summary>
    /// <typeparam name="T">A model of the contract.</typeparam>
    /// <param name="utf8Json">One JSON object.</param>
    /// <returns>The model.</returns>
    /// <exception cref="VioletJsonException">The text is not the JSON of such a model; the exception says where.</exception>
    public static T Deserialize<T>(ReadOnlySpan<byte> utf8Json)
        where T : VioletModel, new() => JsonBody.ReadModel<T>(utf8Json);

    /// <summary>Reads a model from JSON text.</summary>
    /// <typeparam name="T">A model of the contract.</typeparam>
    /// <param name="json">One JSON object.</param>
    /// <returns>The model.</returns>
    /// <exception cref="VioletJsonException">The text is not the JSON of such a model; the exception says where.</exception>
    public static T Deserialize<T>(string json)
        where T : VioletModel, new() => Deserialize<T>(JsonText.Utf8.GetBytes(json ?? throw new ArgumentNullException(nameof(json))));

    /// <summary>Writes a model as it goes over the wire: null fields and lists that were never set are left out.</summary>
    /// <param name="model">The model.</param>
    /// <returns>JSON without white space.</returns>
    public static string Serialize(VioletModel model) => JsonText.Decode(SerializeToUtf8Bytes(model));

    /// <summary>Writes a model as it goes over the wire, as UTF-8.</summary>
    /// <param name="model">The model.</param>
    /// <returns>JSON without white space and without a byte order mark.</returns>
    public static byte[] SerializeToUtf8Bytes(VioletModel model)
    {
        using var buffer = new PooledBuffer();
        JsonBody.Write(buffer, model ?? throw new ArgumentNullException(nameof(model)), JsonWrite.Model);
        return buffer.Span.ToArray();
    }
}
