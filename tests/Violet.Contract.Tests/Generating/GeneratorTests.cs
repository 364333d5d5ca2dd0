using Violet.Contract.Generating;
using Violet.Contract.Reading;

namespace Violet.Contract.Tests.Generating;

/// <summary>What the program leaves behind; that NSwag runs in it is held by the tests that build a copied repository.</summary>
public sealed class GeneratorTests
{
    private SmallContract _contract = null!;

    [SetUp]
    public void Start() => _contract = new SmallContract();

    [TearDown]
    public void Clean() => _contract.Dispose();

    private string To => Path.Combine(_contract.Folder, "out");

    [Test]
    public async Task A_mistake_leaves_what_was_generated_before()
    {
        await Generate("1");
        string before = await File.ReadAllTextAsync(Path.Combine(To, "shop.json"));
        _contract.Edit("summary: Find items.", "summary: Find items");

        IReadOnlyList<Problem> problems = await Generate("2");

        Assert.That(problems.Select(problem => problem.Code), Is.EqualTo(new[] { "VIOLET003" }));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(To, "shop.json")), Is.EqualTo(before));
        Assert.That(Directory.GetDirectories(To).Select(Path.GetFileName), Is.EqualTo(new[] { "named" }), "nothing half done");
    }

    [Test]
    public async Task The_stamp_names_what_was_generated()
    {
        await Generate("1");

        Assert.That(await File.ReadAllLinesAsync(Path.Combine(To, "generated.stamp")), Is.EqualTo(new[] { "1", "shop.json" }));
    }

    [Test]
    public async Task What_an_API_that_is_gone_has_left_is_removed_and_nothing_else()
    {
        await Generate("1");
        await File.WriteAllTextAsync(Path.Combine(To, "notes.json"), "{}");
        Directory.Move(_contract.ApiFolder, Path.Combine(_contract.Folder, "store"));
        File.Move(Path.Combine(_contract.Folder, "store", "shop.yaml"), Path.Combine(_contract.Folder, "store", "store.yaml"));

        await Generate("2");
        Directory.Move(Path.Combine(_contract.Folder, "store"), _contract.ApiFolder);

        Assert.That(
            Directory.GetFiles(To, "*.json").Select(file => Path.GetFileName(file)),
            Is.EquivalentTo(new[] { "store.json", "notes.json" })
        );
    }

    [Test]
    public async Task Two_APIs_of_one_name_are_told()
    {
        string other = Directory.CreateDirectory(Path.Combine(_contract.Folder, "store")).FullName;
        foreach (string file in Directory.GetFiles(_contract.ApiFolder))
            File.Copy(file, Path.Combine(other, Path.GetFileName(file).Replace("shop", "store", StringComparison.Ordinal)));

        IReadOnlyList<Problem> problems = await Generate("1");

        Assert.That(problems.Select(problem => problem.Code), Is.EqualTo(new[] { "VIOLET024", "VIOLET024" }));
    }

    [Test]
    public async Task One_generates_at_a_time_and_the_other_finds_it_done()
    {
        await Generate("1");
        using (new FileStream(Path.Combine(To, "generate.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Task<IReadOnlyList<Problem>> waiting = Generate("2");
            Assert.That(waiting.IsCompleted, Is.False);
            await File.WriteAllLinesAsync(Path.Combine(To, "generated.stamp"), ["2", "shop.json"]); // as the other does
            File.Delete(_contract.PathOf("shop.yaml"));
            _ = waiting.ContinueWith(_ => { }, TaskScheduler.Default);
        }

        Assert.That(await Generate("2"), Is.Empty, "the contract is not looked at again");
    }

    private Task<IReadOnlyList<Problem>> Generate(string fingerprint) =>
        new Generator(new Options(_contract.Folder, To, null, "", fingerprint, null)).RunAsync();
}
