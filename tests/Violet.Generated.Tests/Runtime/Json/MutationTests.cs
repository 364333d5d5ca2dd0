using System.Reflection;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Violet.Generated.Tests.Rules;

namespace Violet.Generated.Tests.Json;

/// <summary>
/// Every model, its JSON broken in every way that is listed here: the outcome is a model or a <see cref="VioletJsonException"/> with path
/// and position, and a
/// model that was read can be written, looked at and read again.
/// </summary>
[TestFixtureSource(typeof(GeneratedTypes), nameof(GeneratedTypes.Models))]
public class MutationTests(Type model)
{
    private static readonly JToken[] s_wrongTypes =
    [
        JValue.CreateNull(),
        true,
        0,
        -1,
        long.MaxValue,
        1.5,
        1e300,
        "",
        " ",
        "text",
        "NaN",
        "42",
        "A,B",
        "2024-06-28T20:31:56+0000",
        "9999-99-99",
        "\uD800",
        "\0",
        new JArray(),
        new JArray(1),
        new JArray(new JArray(new JObject())),
        new JArray(JValue.CreateNull()),
        new JObject(),
        new JObject { ["id"] = new JObject { ["id"] = "x" } },
    ];

    [Test]
    public void Any_value_of_any_type_in_any_field_is_read_or_refused()
    {
        foreach (PropertyInfo property in GeneratedTypes.WireProperties(model))
        {
            foreach (JToken wrong in s_wrongTypes)
                Try(new JObject { [GeneratedTypes.WireName(property)] = wrong.DeepClone() }.ToString(Formatting.None));
        }
    }

    [Test]
    public void Any_cut_is_refused()
    {
        byte[] json = Encoding.UTF8.GetBytes(Sample.Of(model, SampleKind.Odd, depth: 4).ToString(Formatting.None));
        int step = Math.Max(1, json.Length / 400);
        for (int length = 0; length < json.Length; length += step)
        {
            Assert.That(Try(json.AsSpan(0, length)), Is.False, $"cut at {length}");
        }

        Assert.That(Try(json));
    }

    [Test]
    public void Any_changed_byte_is_read_or_refused()
    {
        byte[] json = Encoding.UTF8.GetBytes(Sample.Of(model, SampleKind.Odd, depth: 4).ToString(Formatting.None));
        var random = new Random(4711);
        for (int i = 0; i < 300; i++)
        {
            byte[] changed = (byte[])json.Clone();
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            if (i % 2 == 0)
                changed[random.Next(changed.Length)] = (byte)"{}[]\",:\\0e-"[random.Next(11)];
            Try(changed);
        }
    }

    private void Try(string json) => Try(Encoding.UTF8.GetBytes(json));

    private bool Try(ReadOnlySpan<byte> json)
    {
        VioletModel read;
        try
        {
            read = ModelCodec.Of(model).FromWire(json);
        }
        catch (VioletJsonException e)
        {
            Assert.That(e.Path, Does.StartWith("$").And.Not.EndWith("."));
            Assert.That(e.Position, Is.InRange(0, json.Length));
            return false;
        }

        string written = VioletJson.Serialize(read);
        foreach (PropertyInfo property in GeneratedTypes.WireProperties(model))
            _ = property.GetValue(read)?.ToString();
        foreach (KeyValuePair<string, JToken?> field in read.Extra)
            _ = field.Value?.ToString();
        Assert.That(VioletJson.Serialize(read), Is.EqualTo(written), "looking changed what is written");
        Assert.That(
            VioletJson.Serialize(ModelCodec.Of(model).FromWire(written)),
            Is.EqualTo(written),
            "what is written is read as the same"
        );
        return true;
    }
}
