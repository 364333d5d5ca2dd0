using System.Collections;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Violet.Generated.Tests.Rules;
using Stj = System.Text.Json;

namespace Violet.Generated.Tests.Json;

/// <summary>Every model, three fillings: what is read is written again.</summary>
[TestFixtureSource(typeof(GeneratedTypes), nameof(GeneratedTypes.Models))]
public class RoundTripTests(Type model)
{
    [Test]
    public void The_wire_reads_and_writes_the_same([Values] SampleKind kind) =>
        AssertSame(kind, json => VioletJson.Serialize(ModelCodec.Of(model).FromWire(json)));

    [Test]
    public void Newtonsoft_reads_and_writes_the_same([Values] SampleKind kind) =>
        AssertSame(kind, json => JsonConvert.SerializeObject(JsonConvert.DeserializeObject(json, model)));

    [Test]
    public void JObject_reads_and_writes_the_same([Values] SampleKind kind) =>
        AssertSame(kind, json => JObject.FromObject(Canonical.Parse(json).ToObject(model)!).ToString(Formatting.None));

    [Test]
    public void SystemTextJson_reads_and_writes_the_same([Values] SampleKind kind)
    {
        AssertSame(kind, json => Stj.JsonSerializer.Serialize(Stj.JsonSerializer.Deserialize(json, model), model));
        AssertSame(
            kind,
            json =>
                Stj.JsonSerializer.Serialize(
                    Stj.JsonSerializer.Deserialize(json, model, Stj.JsonSerializerOptions.Web),
                    model,
                    Stj.JsonSerializerOptions.Web
                )
        );
    }

    [Test]
    public void Properties_hold_what_the_wire_had_and_give_it_back_when_copied([Values] SampleKind kind)
    {
        VioletModel read = ModelCodec.Of(model).FromWire(Sample.Of(model, kind).ToString());
        AssertSame(kind, _ => FromProperties(read).ToString(Formatting.None));
        AssertSame(kind, _ => VioletJson.Serialize(Copy(read)));
    }

    [Test]
    public void Reading_every_property_changes_nothing([Values] SampleKind kind) =>
        AssertSame(
            kind,
            json =>
            {
                VioletModel read = ModelCodec.Of(model).FromWire(json);
                FromProperties(read);
                return VioletJson.Serialize(read);
            }
        );

    private void AssertSame(SampleKind kind, Func<string, string> throughTheLibrary)
    {
        string json = Sample.Of(model, kind).ToString(Formatting.None);
        Assert.That(Canonical.Text(throughTheLibrary(json)), Is.EqualTo(json));
    }

    private static JObject FromProperties(VioletModel model)
    {
        var json = new JObject();
        foreach (PropertyInfo property in GeneratedTypes.WireProperties(model.GetType()))
        {
            if (property.GetValue(model) is { } value && ToJson(value) is { } token)
                json[GeneratedTypes.WireName(property)] = token;
        }

        foreach (KeyValuePair<string, JToken?> extra in model.Extra)
            json[extra.Key] = extra.Value;
        return json;
    }

    private static JToken? ToJson(object value) =>
        value switch
        {
            JToken token => token.DeepClone(),
            string or long or int or double or bool => JToken.FromObject(value),
            DateTimeOffset date => date.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
                System.Globalization.CultureInfo.InvariantCulture
            ) + "+0000",
            VioletModel model => FromProperties(model),
            IEnumerable list when value.GetType().Name.StartsWith("Unset", StringComparison.Ordinal) => null,
            IDictionary map => new JObject(map.Keys.Cast<string>().Select(key => new JProperty(key, ToJson(map[key]!)))),
            IEnumerable list => new JArray(list.Cast<object>().Select(ToJson)),
            _ => value.ToString() is { Length: > 0 } text ? new JValue(text) : null,
        };

    private static VioletModel Copy(VioletModel model)
    {
        VioletModel copy = GeneratedTypes.New(model.GetType());
        foreach (PropertyInfo property in GeneratedTypes.WireProperties(model.GetType()))
            property.SetValue(copy, property.GetValue(model));
        foreach (KeyValuePair<string, JToken?> extra in model.Extra)
            copy.Extra[extra.Key] = extra.Value;
        return copy;
    }
}
