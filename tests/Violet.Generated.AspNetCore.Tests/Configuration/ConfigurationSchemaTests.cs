using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Violet.Generated.Rutter;

namespace Violet.Generated.AspNetCore.Tests.Configuration;

public class ConfigurationSchemaTests
{
    private static readonly string s_client = Path.Combine(Root(), "src", "Violet.Generated");
    private static readonly JsonElement s_schema = JsonDocument
        .Parse(File.ReadAllBytes(Path.Combine(s_client, "ConfigurationSchema.json")))
        .RootElement;

    [TestCase("Violet", typeof(VioletOptions))]
    [TestCase("Rutter", typeof(RutterOptions))]
    public void The_schema_has_the_settings_that_a_section_can_hold_and_no_others(string section, Type options)
    {
        IEnumerable<string> bindable = options.GetProperties().Where(p => p.CanWrite && IsText(p.PropertyType)).Select(p => p.Name);

        Assert.That(Properties(section).Keys, Is.EquivalentTo(bindable));
    }

    [TestCase("Violet", typeof(VioletOptions))]
    [TestCase("Rutter", typeof(RutterOptions))]
    public void Defaults_types_and_enum_values_of_the_schema_are_those_of_the_options(string section, Type options)
    {
        object instance = Activator.CreateInstance(options)!;
        foreach ((string name, JsonElement schema) in Properties(section))
        {
            PropertyInfo property = options.GetProperty(name)!;
            object? value = property.GetValue(instance);
            Assert.That(schema.GetProperty("description").GetString(), Does.EndWith("."), name);
            if (schema.TryGetProperty("default", out JsonElement standard))
            {
                Assert.That(
                    standard.ToString(),
                    Is.EqualTo(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)),
                    name
                );
            }
            else
            {
                Assert.That(value, Is.Null.Or.EqualTo(0L), name);
            }

            if (property.PropertyType.IsEnum)
            {
                Assert.That(
                    schema.GetProperty("enum").EnumerateArray().Select(v => v.GetString()),
                    Is.EqualTo(Enum.GetNames(property.PropertyType)),
                    name
                );
            }
            else if (schema.TryGetProperty("type", out JsonElement type))
            {
                Assert.That(type.GetString(), Is.EqualTo(TypeOf(property.PropertyType)), name);
            }
            else
            {
                Assert.That(property.PropertyType, Is.EqualTo(typeof(TimeSpan)), name);
            }
        }
    }

    [Test]
    public void The_limits_of_the_schema_are_those_of_the_validation()
    {
        foreach ((string name, JsonElement schema) in Properties("Rutter").Where(p => p.Value.TryGetProperty("minimum", out _)))
        {
            long min = schema.GetProperty("minimum").GetInt64();
            long max = schema.GetProperty("maximum").GetInt64();
            Assert.That(
                (IsValid(name, min - 1), IsValid(name, min), IsValid(name, max), IsValid(name, max + 1)),
                Is.EqualTo((false, true, true, false)),
                name
            );
        }
    }

    [Test]
    public void The_package_tells_IDEs_of_the_schema()
    {
        Assert.That(
            File.ReadAllText(Path.Combine(s_client, "buildTransitive", "Violet.Generated.targets")),
            Does.Contain("JsonSchemaSegment").And.Contain("ConfigurationSchema.json")
        );
        string project = File.ReadAllText(Path.Combine(s_client, "Violet.Generated.csproj"));
        Assert.That(project, Does.Contain("ConfigurationSchema.json").And.Contain("buildTransitive"));
    }

    private static bool IsValid(string name, long value)
    {
        IConfiguration section = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["ClientId"] = "i",
                    ["ClientSecret"] = "s",
                    [name] = value.ToString(System.Globalization.CultureInfo.InvariantCulture),
                }
            )
            .Build();
        var services = new ServiceCollection();
        services.AddRutter(section);
        using ServiceProvider provider = services.BuildServiceProvider();
        try
        {
            return provider.GetRequiredService<IOptions<RutterOptions>>().Value is not null;
        }
        catch (OptionsValidationException)
        {
            return false;
        }
    }

    private static Dictionary<string, JsonElement> Properties(string section) =>
        s_schema
            .GetProperty("properties")
            .GetProperty(section)
            .GetProperty("properties")
            .EnumerateObject()
            .Concat(s_schema.GetProperty("definitions").GetProperty("violetApiOptions").GetProperty("properties").EnumerateObject())
            .ToDictionary(p => p.Name, p => p.Value);

    private static bool IsText(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(Uri) || type == typeof(TimeSpan);

    private static string TypeOf(Type type) =>
        type == typeof(bool) ? "boolean"
        : type.IsPrimitive ? "integer"
        : "string";

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Violet.Generated.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
