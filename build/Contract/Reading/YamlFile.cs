using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Violet.Contract.Reading;

/// <summary>Reads one YAML file into nodes. What js-yaml and other tools read differently, anchors and tags, is refused.</summary>
internal sealed class YamlFile
{
    private const int DepthLimit = 100;

    private readonly string _path;
    private readonly string _text;
    private readonly int _end;
    private readonly List<Problem> _problems = [];
    private readonly List<(int First, int Last)> _multiLineTexts = [];
    private readonly Parser _parser;
    private Problem? _failure;
    private int _readTo = int.MaxValue;

    private YamlFile(string path, string text)
    {
        _path = path;
        _text = text;
        _end = text.AsSpan().TrimEnd().Length;
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>The file's document, and what is wrong with it: the document is null when there is anything.</summary>
    public static (Node? Document, IReadOnlyList<Problem> Problems) Read(string path, string text)
    {
        var file = new YamlFile(path, text);
        Node? document = file.ReadDocument();
        file.CheckTabs();
        if (file._failure is not null)
            file._problems.Add(file._failure);
        return (file._problems.Count == 0 ? document : null, file._problems);
    }

    private Node? ReadDocument()
    {
        try
        {
            _parser.MoveNext();
            Take<StreamStart>();
            if (!Take<DocumentStart>())
            {
                Report(new Place(_path, 1, 1), "the file is empty.");
                return null;
            }
            Node document = ReadNode(0);
            Take<DocumentEnd>();
            if (_parser.Current is DocumentStart second)
                Report(PlaceOf(second.Start), "a second document begins here; a file holds one.");
            return document;
        }
        catch (YamlException e)
        {
            Fail(e.Start, e.End, e.Message.TrimEnd('.') + ".");
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            Mark last = _parser.Current?.End ?? Mark.Empty; // some texts are too much for the parser itself
            Fail(last, last, "what follows here is no YAML: mind the indentation.");
            return null;
        }
    }

    private Node ReadNode(int depth)
    {
        ParsingEvent next = _parser.Current!;
        Place place = PlaceOf(next.Start);
        if (next is NodeEvent { Anchor.IsEmpty: false } or AnchorAlias)
            Report(place, "anchors and aliases are not used here: name the value and refer to it with $ref.");
        if (next is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } })
            Report(place, "tags are not used here: put text in quotes, leave them off for numbers.");
        if (depth > DepthLimit)
            throw new YamlException(next.Start, next.End, $"More than {DepthLimit} levels of nesting");
        switch (next)
        {
            case MappingStart:
                return ReadMap(place, depth);
            case SequenceStart:
                return ReadList(place, depth);
            case Scalar scalar:
                CheckQuotes(scalar);
                _parser.MoveNext();
                if (scalar.Style != ScalarStyle.Plain && scalar.End.Line > scalar.Start.Line)
                    _multiLineTexts.Add(((int)scalar.Start.Line + 1, (int)(scalar.End.Column > 1 ? scalar.End.Line : scalar.End.Line - 1)));
                return new ScalarNode(
                    place,
                    scalar.Value,
                    scalar.Style == ScalarStyle.Plain ? YamlScalars.KindOf(scalar.Value) : ScalarKind.Text
                );
            default:
                _parser.MoveNext();
                return new ScalarNode(place, "", ScalarKind.Null);
        }
    }

    /// <summary>
    /// What the parser lets pass: text without quotes that begins with a reserved character, and text that follows a closing quote, which
    /// hides that a quote is missing.
    /// </summary>
    private void CheckQuotes(Scalar scalar)
    {
        if (scalar is { Style: ScalarStyle.Plain, Value: ['@' or '`', ..] })
            throw new YamlException(scalar.Start, scalar.End, $"Text that begins with {scalar.Value[0]} stands in quotes");
        if (scalar.Style is not (ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted))
            return;
        int end = (int)scalar.End.Index;
        int next = end;
        while (next < _text.Length && _text[next] is ' ' or '\t')
            next++;
        if (next == _text.Length || _text[next] is '\n' or '\r' or ':' or ',' or ']' or '}' || (_text[next] == '#' && next > end))
            return;
        string where = scalar.End.Line > scalar.Start.Line ? $" in line {scalar.End.Line}" : "";
        throw new YamlException(
            scalar.Start,
            scalar.End,
            $"More follows the quote that ends this text{where}: a quote is missing, or one inside is not written twice"
        );
    }

    private MapNode ReadMap(Place place, int depth)
    {
        var map = new MapNode(place);
        bool isBracketed = _parser.Current is MappingStart { Style: MappingStyle.Flow };
        Take<MappingStart>();
        while (_parser.Current is not MappingEnd)
        {
            if (ReadNode(depth + 1) is not ScalarNode key)
            {
                throw new YamlException(
                    _parser.Current!.Start,
                    _parser.Current.End,
                    "A key is text, not a map or a list: put text that begins with { or [ in quotes"
                );
            }

            Node value = ReadNode(depth + 1);
            if (!map.TryAdd(key.Value, key.Place, value))
                Report(key.Place, $"the key '{key.Value}' stands in this map twice: keep one.");
        }
        map.Bracket = isBracketed ? PlaceOf(_parser.Current.Start) : null;
        Take<MappingEnd>();
        return map;
    }

    private ListNode ReadList(Place place, int depth)
    {
        var list = new ListNode(place);
        bool isBracketed = _parser.Current is SequenceStart { Style: SequenceStyle.Flow };
        Take<SequenceStart>();
        while (_parser.Current is not SequenceEnd)
            list.Add(ReadNode(depth + 1));
        list.Bracket = isBracketed ? PlaceOf(_parser.Current.Start) : null;
        Take<SequenceEnd>();
        return list;
    }

    /// <summary>A tab that indents is the mistake, wherever the parser then stumbles, and also where it does not.</summary>
    private void CheckTabs()
    {
        bool isParserAgainstTabs = _failure?.Text.Contains(" tab ", StringComparison.Ordinal) == true;
        string[] lines = _text.Split('\n');
        for (int i = 0; i < lines.Length && (i < _readTo || isParserAgainstTabs); i++)
        {
            int tab = lines[i].IndexOf('\t', StringComparison.Ordinal);
            if (tab < 0 || lines[i].AsSpan(0, tab).Trim(' ').Length > 0 || IsInText(i + 1))
                continue;
            if (string.IsNullOrWhiteSpace(lines[i]) && !isParserAgainstTabs)
                continue;
            _failure = null;
            _problems.RemoveAll(problem => problem.Place.Line >= i + 1); // its consequences
            Report(new Place(_path, i + 1, tab + 1), "a tab stands here: YAML is indented with spaces.");
            return;
        }
    }

    private bool Take<T>()
        where T : ParsingEvent
    {
        if (_parser.Current is not T)
            return false;
        _parser.MoveNext();
        return true;
    }

    private bool IsInText(int line) => _multiLineTexts.Exists(text => line >= text.First && line <= text.Last);

    private Place PlaceOf(Mark mark)
    {
        if (mark.Index < _end)
            return new Place(_path, Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column));
        string[] lines = _text[.._end].Split('\n');
        return new Place(_path, lines.Length, lines[^1].Length + 1); // the end of the text, and no line that the file does not have
    }

    private void Report(Place place, string text) => _problems.Add(ProblemAt(place, text));

    private void Fail(Mark start, Mark end, string text) => (_failure, _readTo) = (ProblemAt(PlaceOf(start), text), (int)end.Line);

    private static Problem ProblemAt(Place place, string text) => new(place, "OAS-yaml", "Failed to parse: " + text);
}
