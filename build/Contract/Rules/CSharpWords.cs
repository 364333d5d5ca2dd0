namespace Violet.Contract.Rules;

/// <summary>Words of C# that are no names.</summary>
internal static class CSharpWords
{
    public static readonly string[] Keywords =
    [
        .. "abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event".Split(
            ' '
        ),
        .. "explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new".Split(
            ' '
        ),
        .. "null object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc".Split(
            ' '
        ),
        .. "static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while".Split(
            ' '
        ),
    ];
}
