namespace Violet.Generated.Tests.Build;

/// <summary>What no formatter and no analyzer holds: comments, which the formatter leaves as they are, fit into a line.</summary>
public class LineLengthTests
{
    private const int Limit = 140;

    [Test]
    public void No_line_is_longer_than_140_columns_unless_a_text_makes_it_so()
    {
        string[] tooLong =
        [
            .. new[] { "build", "src", "tests" }
                .SelectMany(folder =>
                    Directory.GetFiles(Path.Combine(RepositoryCopy.Original, folder), "*.cs", SearchOption.AllDirectories)
                )
                .Where(IsWrittenByHand)
                .SelectMany(file => File.ReadLines(file).Select((line, i) => (File: file, Line: line, Number: i + 1)))
                .Where(entry => entry.Line.Length > Limit && !HoldsText(entry.Line))
                .Select(entry => $"{Path.GetRelativePath(RepositoryCopy.Original, entry.File)}({entry.Number}): {entry.Line.Length}"),
        ];

        Assert.That(tooLong, Is.Empty);
    }

    private static bool IsWrittenByHand(string file) =>
        !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj" or "artifacts");

    /// <summary>JSON, a script or a message, which break where they end; a comment breaks anywhere.</summary>
    private static bool HoldsText(string line) =>
        !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && line.AsSpan().ContainsAny("\"'`");
}
