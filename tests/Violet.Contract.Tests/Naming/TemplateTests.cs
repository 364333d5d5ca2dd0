using System.Reflection;
using System.Text.RegularExpressions;

namespace Violet.Contract.Tests.Naming;

public sealed class TemplateTests
{
    private static readonly string s_root = typeof(TemplateTests)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "RepoRoot")
        .Value!;

    [Test]
    public void Templates_only_print_what_was_decided_here()
    {
        foreach (string file in Directory.GetFiles(Path.Combine(s_root, "build", "templates"), "*.liquid"))
        {
            IEnumerable<string> filters = Regex.Matches(File.ReadAllText(file), @"\|\s*(\w+)").Select(filter => filter.Groups[1].Value);
            Assert.That(filters, Is.Empty, $"{Path.GetFileName(file)} works on text: let build/Contract/Naming do it.");
        }
    }

    [Test]
    public void Neither_the_templates_nor_the_names_know_an_API()
    {
        string[] folders = [Path.Combine(s_root, "build", "templates"), Path.Combine(s_root, "build", "Contract", "Naming")];
        foreach (string file in folders.SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)))
        {
            // The runtime's own types are called so; the namespace of the program too.
            string text = Regex.Replace(File.ReadAllText(file), @"Violet(Model|Json|Response|(Api)?Exception|\.Contract)", "");
            Assert.That(text, Does.Not.Contain("Violet").And.Not.Contain("Rutter"), Path.GetFileName(file));
        }
    }
}
