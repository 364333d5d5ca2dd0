using Violet.Contract.Reading;

namespace Violet.Contract.Learning;

/// <summary>Adds to YAML files, and leaves all else in them as it is: comments, order, layout.</summary>
internal sealed class YamlEdits
{
    private const int Width = 140;

    private readonly Dictionary<string, string> _texts = [];
    private readonly List<Edit> _edits = [];

    /// <summary>One addition.</summary>
    /// <param name="Place">Where it belongs: at that line, or in it.</param>
    /// <param name="At">The same, as an index in the file's text.</param>
    /// <param name="Text">What is added.</param>
    /// <param name="Shown">How it is shown.</param>
    private sealed record Edit(Place Place, int At, string Text, string Shown);

    public int Count => _edits.Count;

    /// <summary>Adds a key to a map.</summary>
    /// <param name="map">The map, in block style or in brackets.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">What stands behind it, in one line.</param>
    /// <param name="lines">Lines that follow in block style, indented as from the key on.</param>
    public void Add(Node map, string key, string value, params IEnumerable<string> lines)
    {
        if (map.Bracket is { } bracket)
            AddInBrackets(bracket, map.Children.Count > 0, $"{key}: {value}");
        else
            AddBlock(map, [$"{key}: {value}".TrimEnd(), .. lines]);
    }

    /// <summary>Adds an item to a list.</summary>
    public void Add(Node list, string item, params IEnumerable<string> lines)
    {
        if (list.Bracket is { } bracket)
            AddInBrackets(bracket, list.Children.Count > 0, item);
        else
            AddBlock(list, [$"- {item}", .. lines]);
    }

    /// <summary>Adds lines before a key.</summary>
    public void AddBefore(Node node, params IEnumerable<string> lines) =>
        AddLines(node, node.KeyPlace.Line, node.KeyPlace.Column - 1, lines);

    /// <summary>Shows the additions in the order of the files.</summary>
    public void Show(TextWriter output)
    {
        foreach (
            Edit edit in _edits
                .OrderBy(edit => edit.Place.File, StringComparer.Ordinal)
                .ThenBy(edit => edit.At)
                .ThenByDescending(edit => edit.Place.Column)
        )
        {
            output.WriteLine($"{Differences.Show(edit.Place)}:");
            output.WriteLine(edit.Shown.TrimEnd());
        }
    }

    /// <summary>Writes the files.</summary>
    public void Write()
    {
        foreach (IGrouping<string, Edit> file in _edits.GroupBy(edit => edit.Place.File))
        {
            string text = TextOf(file.Key);
            // From the end on, so that no index moves. At one place, what is indented deeper ends up first.
            foreach (Edit edit in file.Reverse().OrderByDescending(edit => edit.At).ThenBy(edit => edit.Place.Column))
                text = text.Insert(edit.At, edit.Text);
            File.WriteAllText(file.Key, text);
        }
    }

    private void AddBlock(Node owner, IEnumerable<string> lines)
    {
        Node last = owner.Children[^1];
        // The value of an item stands two columns behind its dash.
        int column = last.KeyPlace.Column - (owner is ListNode ? 3 : 1);
        AddLines(owner, EndOf(last.KeyPlace, column) + 1, column, lines);
    }

    private void AddLines(Node owner, int line, int column, IEnumerable<string> lines)
    {
        string text = TextOf(owner.Place.File);
        int at = IndexOf(text, line);
        string added = string.Concat(lines.Select(each => new string(' ', column) + each + NewLineOf(text)));
        _edits.Add(new Edit(new Place(owner.Place.File, line, column + 1), at, added, added));
    }

    private void AddInBrackets(Place bracket, bool hasOthers, string added)
    {
        string text = TextOf(bracket.File);
        int close = IndexOf(text, bracket.Line) + bracket.Column - 1;
        int at = text.AsSpan(0, close).TrimEnd().Length;
        if (text[at - 1] == ',')
            (at, hasOthers) = (at - 1, true);
        Edit[] former = [.. _edits.Where(edit => edit.Place.File == bracket.File && edit.At == at)];
        bool isFirst = !hasOthers && former.Length == 0;
        int begin = text.LastIndexOf('\n', at - 1) + 1;
        string current = text[begin..at];
        string separator = isFirst ? " " : ", ";
        if (!isFirst && current.Length + former.Sum(edit => edit.Text.Length) + added.Length + 4 > Width)
        {
            string indent = current[..^current.TrimStart().Length];
            separator = "," + NewLineOf(text) + indent + (current.AsSpan().IndexOfAny('[', '{') >= 0 ? "  " : "");
        }
        string tail = isFirst && at == close ? " " : "";
        int line = text.AsSpan(0, at).Count('\n') + 1;
        _edits.Add(new Edit(new Place(bracket.File, line, at - begin + 1), at, separator + added + tail, $"    {added}"));
    }

    /// <summary>The last line of what stands behind a key: all that is indented deeper, and a list at the same column.</summary>
    private int EndOf(Place key, int column)
    {
        string[] lines = TextOf(key.File).Split('\n');
        int end = key.Line;
        for (int line = key.Line + 1; line <= lines.Length; line++)
        {
            string text = lines[line - 1].TrimEnd();
            if (text.Length == 0)
                continue;
            int indent = text.Length - text.TrimStart(' ').Length;
            bool isItem = text[indent..].StartsWith("- ", StringComparison.Ordinal) && lines[key.Line - 1][column] != '-';
            if (indent < column || (indent == column && !isItem))
                break;
            end = line;
        }
        return end;
    }

    private static int IndexOf(string text, int line)
    {
        int at = 0;
        for (int i = 1; i < line; i++)
        {
            int next = text.IndexOf('\n', at);
            if (next < 0)
                return text.Length;
            at = next + 1;
        }
        return at;
    }

    private string TextOf(string file)
    {
        if (_texts.TryGetValue(file, out string? known))
            return known;
        string text = File.ReadAllText(file);
        if (text.Length > 0 && text[^1] != '\n')
            text += NewLineOf(text);
        _texts.Add(file, text);
        return text;
    }

    private static string NewLineOf(string text) => text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
}
