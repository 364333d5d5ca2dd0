namespace Violet.Generated.Tests.Build;

/// <summary>When the generator runs, and that it runs once.</summary>
[Category("Build")]
public sealed class GeneratorTests
{
    private const string Project = "src/Violet.Generated/Violet.Generated.csproj";
    private RepositoryCopy _copy = null!;

    [OneTimeSetUp]
    public async Task Copy()
    {
        _copy = new RepositoryCopy();
        (await Command.RunDotNet(_copy.Root, "restore", Project)).Succeeded();
    }

    [OneTimeTearDown]
    public void Remove() => _copy.Dispose();

    [SetUp]
    public void Start()
    {
        _copy.Restore();
        _copy.TakeGenerated();
    }

    [Test]
    public async Task What_was_generated_elsewhere_from_the_same_sources_serves()
    {
        Command build = (await _copy.Generate()).Succeeded();

        Assert.That(build.GeneratorRuns, Is.Zero, build.Output);
    }

    [Test]
    public async Task All_frameworks_in_one_parallel_build_generate_once_and_a_second_build_nothing()
    {
        Directory.Delete(_copy.Generated, recursive: true);
        string[] build = ["msbuild", Project, "-m:4", "-nologo", "-t:DispatchToInnerBuilds", "-p:InnerTargets=GenerateFromContract"];

        Command first = (await Command.RunDotNet(_copy.Root, build)).Succeeded();
        Command second = (await Command.RunDotNet(_copy.Root, build)).Succeeded();

        Assert.That((first.GeneratorRuns, second.GeneratorRuns), Is.EqualTo((1, 0)), first.Output + second.Output);
    }

    [Test]
    public async Task Two_builds_at_the_same_time_succeed_and_one_of_them_generates()
    {
        Directory.Delete(_copy.Generated, recursive: true);

        Command[] builds = await Task.WhenAll(_copy.Generate(), _copy.Generate());

        Assert.That(builds.Select(build => build.ExitCode), Is.All.Zero, builds[0].Output + builds[1].Output);
        Assert.That(builds.Sum(build => build.GeneratorRuns), Is.EqualTo(1), builds[0].Output + builds[1].Output);
    }

    [Test]
    public async Task A_comment_is_looked_at_but_leaves_the_code_untouched()
    {
        DateTime before = WrittenAt();
        _copy.Edit("openapi/violet/orders.yaml", "paths:", "# a comment\npaths:");

        Command build = (await _copy.Generate()).Succeeded();

        Assert.That((build.GeneratorRuns, WrittenAt()), Is.EqualTo((1, before)), build.Output);
    }

    [Test]
    public async Task A_file_that_is_only_touched_changes_nothing()
    {
        File.SetLastWriteTimeUtc(_copy.PathOf("openapi/violet/orders.yaml"), DateTime.UtcNow);

        Command build = (await _copy.Generate()).Succeeded();

        Assert.That(build.GeneratorRuns, Is.Zero, build.Output);
    }

    [Test]
    public async Task A_file_that_is_renamed_or_replaced_by_an_older_one_is_a_change()
    {
        File.Move(_copy.PathOf("openapi/violet/sync.yaml"), _copy.PathOf("openapi/violet/syncs.yaml"));
        foreach (string file in Directory.GetFiles(_copy.PathOf("openapi/violet")))
        {
            string text = File.ReadAllText(file).Replace("sync.yaml#", "syncs.yaml#", StringComparison.Ordinal);
            File.WriteAllText(file, text);
            File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        Command build = (await _copy.Generate()).Succeeded();

        Assert.That(build.GeneratorRuns, Is.EqualTo(1), build.Output);
    }

    [Test]
    public async Task A_template_that_is_edited_is_a_change()
    {
        _copy.Edit("build/templates/Enum.liquid", "/// <summary>", "// edited\n/// <summary>");

        Command build = (await _copy.Generate()).Succeeded();

        Assert.That(build.GeneratorRuns, Is.EqualTo(1), build.Output);
        Assert.That(File.ReadAllText(Path.Combine(_copy.Generated, "Violet.g.cs")), Does.Contain("// edited"));
    }

    [Test]
    public async Task An_IDE_sees_each_generated_file_once_also_while_the_contract_is_half_written()
    {
        Command whole = await DesignTimeBuild();
        _copy.Edit("openapi/violet/orders.yaml", "operationId: Orders_Get\n", "operationId:\n");
        Command half = await DesignTimeBuild();

        Assert.Multiple(() =>
        {
            foreach (Command build in new[] { whole, half })
            {
                Assert.That(build.ExitCode, Is.Zero, build.Output);
                foreach (string file in new[] { "Violet.g.cs", "Rutter.g.cs" })
                {
                    Assert.That(
                        build
                            .Output.Split('\n')
                            .Count(line =>
                                line.Contains("\"Identity\"", StringComparison.Ordinal) && line.Contains(file, StringComparison.Ordinal)
                            ),
                        Is.EqualTo(1),
                        file
                    );
                }
            }
        });

        Task<Command> DesignTimeBuild() =>
            Command.RunDotNet(
                _copy.Root,
                "msbuild",
                Project,
                "-nologo",
                "-t:Compile",
                "-getItem:CscCommandLineArgs",
                "-p:TargetFramework=net8.0",
                "-p:DesignTimeBuild=true",
                "-p:SkipCompilerExecution=true",
                "-p:ProvideCommandLineArgs=true",
                "-p:BuildProjectReferences=false"
            );
    }

    private DateTime WrittenAt() => File.GetLastWriteTimeUtc(Path.Combine(_copy.Generated, "Violet.g.cs"));
}
