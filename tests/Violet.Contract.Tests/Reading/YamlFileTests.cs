using Violet.Contract.Reading;

namespace Violet.Contract.Tests.Reading;

/// <summary>What YAML is read as, and what is said of text that is none.</summary>
public sealed class YamlFileTests
{
    [TestCase("text", ScalarKind.Text, "text")]
    [TestCase("'12'", ScalarKind.Text, "12")]
    [TestCase("\"a\\u00e4\\n\"", ScalarKind.Text, "aä\n")]
    [TestCase("12", ScalarKind.Integer, "12")]
    [TestCase("-12", ScalarKind.Integer, "-12")]
    [TestCase("1.50", ScalarKind.Number, "1.50")]
    [TestCase("1e3", ScalarKind.Number, "1e3")]
    [TestCase("true", ScalarKind.Boolean, "true")]
    [TestCase("yes", ScalarKind.Text, "yes")]
    [TestCase("NO", ScalarKind.Text, "NO")]
    [TestCase("1_000", ScalarKind.Text, "1_000")]
    [TestCase("2024-08-31", ScalarKind.Text, "2024-08-31")]
    [TestCase("1.0.3", ScalarKind.Text, "1.0.3")]
    [TestCase("~", ScalarKind.Null, "~")]
    [TestCase("", ScalarKind.Null, "")]
    [TestCase(">-\n  two\n  lines", ScalarKind.Text, "two lines")]
    [TestCase("|\n  two\n  lines\n", ScalarKind.Text, "two\nlines\n")]
    [TestCase("it's # a comment", ScalarKind.Text, "it's")]
    public void A_scalar_is_what_YAML_1_2_says(string yaml, object kind, string value)
    {
        var scalar = (ScalarNode)Read("key: " + yaml)["key"]!;

        Assert.That((scalar.Kind, scalar.Value), Is.EqualTo(((ScalarKind)kind, value)));
    }

    [Test]
    public void Every_node_knows_where_it_and_its_key_stand()
    {
        Node node = Read("a:\n  - { b: text }\n")["a"]!["0"]!["b"]!;

        Assert.Multiple(() =>
        {
            Assert.That(node.Place, Is.EqualTo(new Place("x.yaml", 2, 10)));
            Assert.That(node.KeyPlace, Is.EqualTo(new Place("x.yaml", 2, 7)));
            Assert.That(node.IsAt("a", "*", "b") && !node.IsAt("*", "b") && !node.IsAt("a", "0", "c"));
        });
    }

    [TestCase("a: 'x\nb: y'z\n", 1, 4, "a quote is missing")]
    [TestCase("a: 'it's'\n", 1, 4, "a quote is missing")]
    [TestCase("a:\n\tb: c\n", 2, 1, "a tab stands here")]
    [TestCase("a:\n  b: c\n \td: e\n", 3, 2, "a tab stands here")]
    [TestCase("a: x\n\tb: y\n", 2, 1, "a tab stands here")]
    [TestCase("a: b\n\t\nc: d\n", 2, 1, "a tab stands here")]
    [TestCase("a: 1\nb: 2\na: 3\n", 3, 1, "the key 'a' stands in this map twice")]
    [TestCase("a: &x 1\n", 1, 4, "anchors and aliases are not used")]
    [TestCase("a: !!str 1\n", 1, 4, "tags are not used")]
    [TestCase("a: [@b]\n", 1, 5, "stands in quotes")]
    [TestCase("", 1, 1, "the file is empty")]
    [TestCase("a: 1\n---\nb: 2\n", 2, 1, "a second document")]
    [TestCase("{ a: b", 1, 7, "")]
    [TestCase("a: b: c\n", 1, 5, "")]
    [TestCase("a: [b\nc: d\n", 1, 4, "mind the indentation")]
    public void What_is_no_YAML_is_told_where_it_is(string yaml, int line, int column, string says)
    {
        (Node? document, IReadOnlyList<Problem> problems) = YamlFile.Read("x.yaml", yaml);

        Assert.That(document, Is.Null);
        Assert.That(problems, Has.Count.EqualTo(1));
        Assert.Multiple(() =>
        {
            Assert.That(problems[0].Code, Is.EqualTo("OAS-yaml"));
            Assert.That(problems[0].Place, Is.EqualTo(new Place("x.yaml", line, column)), problems[0].Text);
            Assert.That(problems[0].Text, Does.StartWith("Failed to parse: ").And.Contain(says));
        });
    }

    [TestCase("a: |\n  text\n  \tindented\nb: c\n")]
    [TestCase("a: b\t# a comment\nc: d\n")]
    [TestCase("a: 'x\n\ty'\n")]
    public void A_tab_that_does_not_indent_is_read(string yaml) => Assert.That(YamlFile.Read("x.yaml", yaml).Problems, Is.Empty);

    [Test]
    public void Deep_nesting_is_told_and_does_not_end_the_process() =>
        Assert.That(YamlFile.Read("x.yaml", new string('[', 100_000)).Problems, Has.Count.EqualTo(1));

    private static Node Read(string yaml)
    {
        (Node? document, IReadOnlyList<Problem> problems) = YamlFile.Read("x.yaml", yaml);
        Assert.That(problems, Is.Empty);
        return document!;
    }
}
