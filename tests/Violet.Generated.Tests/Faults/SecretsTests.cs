using System.Reflection;
using Violet.Generated.Rutter;
using Violet.Generated.Tests.Json;
using Violet.Generated.Tests.Rules;

namespace Violet.Generated.Tests.Faults;

/// <summary>What the library says of things that hold secrets or people. What is said during calls is scanned by
/// <see cref="FaultMatrixTests"/>.</summary>
public class SecretsTests
{
    private const string Secret = "text of "; // every text of a sample begins like this

    [Test]
    public void No_model_shows_what_it_holds_when_it_is_printed() =>
        GeneratedTypes.AssertNone(
            GeneratedTypes
                .Models.Where(model =>
                    $"{ModelCodec.Of(model).FromWire(Sample.Of(model, SampleKind.Full).ToString())}".Contains(
                        Secret,
                        StringComparison.Ordinal
                    )
                )
                .Select(GeneratedTypes.Name),
            "A model may hold customers' data, and ends up in logs.",
            "Leave ToString as it is."
        );

    [Test]
    public void No_settings_show_what_they_hold_when_they_are_printed()
    {
        object[] holders =
        [
            new VioletOptions
            {
                AppSecret = Secret,
                Token = Secret,
                RefreshToken = Secret,
                Username = Secret,
                Password = Secret,
            },
            new RutterOptions { ClientId = Secret, ClientSecret = Secret },
            new TokenSet(Secret, Secret),
        ];

        Assert.That(holders.Select(holder => holder.ToString()), Has.None.Contains(Secret));
    }

    /// <summary>A ToString holds nothing of a person's, as its own tests say; an enum's text is what a debugger should show.</summary>
    [Test]
    public void A_debugger_shows_what_ToString_does_and_no_free_text() =>
        GeneratedTypes.AssertNone(
            typeof(VioletModel)
                .Assembly.GetTypes()
                .Where(type =>
                    type != typeof(OpenEnum<>)
                    && (
                        type.GetCustomAttribute<System.Diagnostics.DebuggerDisplayAttribute>(inherit: false)
                            is { Value: not "{ToString(),nq}" }
                        || type.GetCustomAttribute<System.Diagnostics.DebuggerTypeProxyAttribute>(inherit: false) is not null
                    )
                )
                .Where(type => type.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is null)
                .Select(GeneratedTypes.Name),
            "What a debugger shows is copied into bug reports.",
            "Leave the attribute out, or show ToString."
        );

    [TestCase("http://api.violet.io/v1", ExpectedResult = false)]
    [TestCase("http://192.168.0.7/v1", ExpectedResult = false)]
    [TestCase("http://localhost.example.com/v1", ExpectedResult = false)]
    [TestCase("ftp://127.0.0.1/v1", ExpectedResult = false)]
    [TestCase("https://user:word@api.violet.io/v1", ExpectedResult = false)]
    [TestCase("https://proxy.example.com/v1", ExpectedResult = true)]
    [TestCase("http://127.0.0.1:5000/v1", ExpectedResult = true)]
    [TestCase("http://[::1]:5000/v1", ExpectedResult = true)]
    [TestCase("http://localhost:5000/v1", ExpectedResult = true)]
    public bool Credentials_are_sent_over_https_or_to_this_machine(string address)
    {
        var violet = new VioletOptions
        {
            AppId = 1,
            AppSecret = "s",
            Token = "t",
            BaseAddress = new Uri(address),
        };
        var rutter = new RutterOptions
        {
            ClientId = "i",
            ClientSecret = "s",
            BaseAddress = new Uri(address),
        };
        bool taken = Takes(() => new VioletClient(violet));
        Assert.That(Takes(() => new RutterClient(rutter)), Is.EqualTo(taken));
        return taken;
    }

    private static bool Takes(Func<object> create)
    {
        try
        {
            create();
            return true;
        }
        catch (ArgumentException e)
        {
            Assert.That(e.Message, Does.Contain("BaseAddress").And.Not.Contain("word"));
            return false;
        }
    }
}
