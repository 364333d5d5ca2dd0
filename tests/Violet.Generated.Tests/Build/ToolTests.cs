namespace Violet.Generated.Tests.Build;

/// <summary>What the generator needs, and what is said when it is not there or fails.</summary>
[Category("Build")]
public sealed class ToolTests
{
    private RepositoryCopy _copy = null!;

    [OneTimeSetUp]
    public void Copy() => _copy = new RepositoryCopy();

    [OneTimeTearDown]
    public void Remove() => _copy.Dispose();

    [SetUp]
    public void Start()
    {
        if (Directory.Exists(_copy.Generated))
            Directory.Delete(_copy.Generated, recursive: true);
    }

    [TearDown]
    public void Clean() => _copy.Restore();

    [Test, Platform(Exclude = "Win")]
    public async Task The_SDK_is_all_it_takes()
    {
        string path = Directory.CreateTempSubdirectory("violet-tools-").FullName;
        File.CreateSymbolicLink(Path.Combine(path, "sh"), Command.Find("sh")!);
        try
        {
            (await _copy.GenerateWith(new() { ["PATH"] = path, ["DOTNET_HOST_PATH"] = Command.DotNet })).Succeeded();
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }

        Assert.That(_copy.ReadGenerated(), Is.All.Not.Empty);
    }

    [Test]
    public async Task A_template_that_NSwag_cannot_read_is_one_error()
    {
        _copy.Edit("build/templates/Enum.liquid", "{% endfor -%}", "{% endfro -%}");

        Command build = await _copy.Generate();

        AssertOneError(build, "error VIOLET042: NSwag failed for ");
    }

    [Test]
    public async Task A_generator_that_was_not_built_is_one_error() =>
        AssertOneError(await _copy.Generate("-p:ContractProgram=nowhere.dll"), "error VIOLET043: ");

    [Test]
    public async Task NSwag_that_was_not_restored_is_one_error() =>
        AssertOneError(await _copy.Generate("-p:NSwagExe_Net100="), "error VIOLET043: ");

    [Test]
    public async Task A_generator_that_crashes_is_one_error()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_copy.Generated)!);
        File.WriteAllText(_copy.Generated, "a file where the folder should be");

        Command build = await _copy.Generate();

        File.Delete(_copy.Generated);
        AssertOneError(build, "error VIOLET044: ");
    }

    internal static string GlobalPackages() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static void AssertOneError(Command build, string says)
    {
        Assert.That(build.ExitCode, Is.Not.Zero, build.Output);
        Assert.That(build.Errors.Distinct().ToArray(), Has.Length.EqualTo(1).And.All.Contain(says), build.Output);
    }
}
