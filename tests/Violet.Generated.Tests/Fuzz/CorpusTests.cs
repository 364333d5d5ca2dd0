using System.Reflection;
using Violet.Generated.Tests.Rules;

namespace Violet.Generated.Tests.Fuzz;

/// <summary>
/// Texts that once failed, or are odd in a way that is worth keeping. A file is called <c>Model.what-it-is.json</c>;
/// <c>Any.what-it-is.json</c> is read as every model.
/// </summary>
public class CorpusTests
{
    public static IEnumerable<string> Files =>
        Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static string Folder =>
        Path.Combine(
            typeof(CorpusTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepoRoot").Value!,
            "tests",
            "Violet.Generated.Tests",
            "Fuzz",
            "Corpus"
        );

    [TestCaseSource(nameof(Files))]
    public void A_text_of_the_corpus_becomes_a_model_or_an_error_that_says_where(string file)
    {
        byte[] utf8 = File.ReadAllBytes(Path.Combine(Folder, file));
        string of = file[..file.IndexOf('.')];
        Type[] models = [.. GeneratedTypes.Models.Where(model => of == "Any" || of == model.Name)];
        Assert.That(models, Is.Not.Empty, $"there is no model {of}");
        foreach (Type model in models)
        {
            FuzzTests.WarmUp(model);
            FuzzCheck.Run(model, utf8);
        }
    }
}
