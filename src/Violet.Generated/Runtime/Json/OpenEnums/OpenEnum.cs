using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Violet.Generated.Json;
using Violet.Generated.Runtime.Json;

namespace Violet.Generated;

/// <summary>
/// An enum value as the API sent it. The API adds values without notice, so the text is kept: <see cref="Value"/> is the member when the
/// text is a known one, <see cref="Raw"/> is the text in any case. Case, spaces, hyphens and underscores do not matter, and known
/// misspellings count as their member.
/// </summary>
/// <typeparam name="T">The enum that lists the known values.</typeparam>
/// <remarks>
/// The default value means absent. Two values are equal when they are the same member, or, unknown, the same text. In order, absent comes
/// first, then the members as they are listed, then unknown texts.
/// </remarks>
[DebuggerDisplay("{Raw,nq}")]
[Newtonsoft.Json.JsonConverter(typeof(NewtonsoftOpenEnumConverter))]
[System.Text.Json.Serialization.JsonConverter(typeof(SystemTextOpenEnumConverter))]
[TypeConverter(typeof(OpenEnumTypeConverter))]
[SuppressMessage("Design", "CA1036", Justification = "The order is for sorting; of two texts of the API none is less.")]
public readonly struct OpenEnum<T> : IEquatable<OpenEnum<T>>, IComparable<OpenEnum<T>>, IComparable,
#if NET
        ISpanParsable<OpenEnum<T>>,
#endif
        IOpenEnum
    where T : struct, Enum
{
    private readonly T _value;
    private readonly string? _raw;

    internal OpenEnum(T value, string? raw)
    {
        _value = value;
        _raw = raw;
    }

    /// <summary>A known value.</summary>
    /// <param name="value">The member. The numeric value 0 is no member of these enums and means absent.</param>
    public OpenEnum(T value)
        : this(value, raw: null)
    {
        // An enum that is none of the contract's fails here, so that no getter does.
        _ = EnumWireNames<T>.Instance;
    }

    /// <summary>A value by its text on the wire; it need not be known.</summary>
    /// <param name="raw">The text; null means absent.</param>
    public OpenEnum(string? raw) => this = raw is null ? default : EnumWireNames<T>.Parse(raw);

    /// <summary>The member; null when the text is not a known one, or absent.</summary>
    public T? Value => IsKnown ? _value : null;

    /// <summary>The exact text on the wire; null when absent.</summary>
    public string? Raw => _raw ?? (HasValue ? EnumWireNames<T>.Instance.TextOf(EnumWireNames<T>.Number(_value)) : null);

    /// <summary>Whether <see cref="Value"/> is a member.</summary>
    public bool IsKnown => HasValue && (_raw is not null || EnumWireNames<T>.Instance.IsMember(EnumWireNames<T>.Number(_value)));

    /// <summary>A member as an open value.</summary>
    /// <param name="value">The member.</param>
    public static implicit operator OpenEnum<T>(T value) => new(value);

    /// <summary>Whether both are the same member, or the same unknown text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    public static bool operator ==(OpenEnum<T> left, OpenEnum<T> right) => left.Equals(right);

    /// <summary>Whether they are neither the same member nor the same unknown text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    public static bool operator !=(OpenEnum<T> left, OpenEnum<T> right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(OpenEnum<T> other) =>
        EqualityComparer<T>.Default.Equals(_value, other._value) && (HasValue || string.Equals(_raw, other._raw, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is OpenEnum<T> other ? Equals(other) : obj is T value && Equals(new OpenEnum<T>(value));

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HasValue ? EqualityComparer<T>.Default.GetHashCode(_value)
        : _raw is null ? 0
        : StringComparer.Ordinal.GetHashCode(_raw);

    /// <summary>Makes a value of a text, as query strings and settings have it. Any text is one: it need not be known.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Not looked at.</param>
    /// <param name="result">The value; absent when there is no text.</param>
    /// <returns>Whether there is a text.</returns>
    [SuppressMessage("Design", "CA1000", Justification = "Binders of the frameworks look for it here.")]
    public static bool TryParse(string? s, IFormatProvider? provider, out OpenEnum<T> result)
    {
        result = new OpenEnum<T>(s);
        return s is not null;
    }

#if NET
    static OpenEnum<T> IParsable<OpenEnum<T>>.Parse(string s, IFormatProvider? provider) =>
        new(s ?? throw new ArgumentNullException(nameof(s)));

    static OpenEnum<T> ISpanParsable<OpenEnum<T>>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => new(s.ToString());

    static bool ISpanParsable<OpenEnum<T>>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out OpenEnum<T> result) =>
        TryParse(s.ToString(), provider, out result);
#endif

    /// <inheritdoc/>
    public int CompareTo(OpenEnum<T> other)
    {
        int order = Rank.CompareTo(other.Rank);
        return order == 0 && !HasValue ? string.CompareOrdinal(_raw, other._raw) : order;
    }

    /// <inheritdoc/>
    int IComparable.CompareTo(object? obj) =>
        obj switch
        {
            null => 1,
            OpenEnum<T> other => CompareTo(other),
            _ => throw new ArgumentException($"An OpenEnum<{typeof(T).Name}> is compared with its like only.", nameof(obj)),
        };

    /// <summary>The text on the wire; empty when absent.</summary>
    public override string ToString() => Raw ?? "";

    /// <summary>The text when it was made from a text; null when it was made from a member.</summary>
    internal string? OwnText => _raw;

    internal T OwnValue => _value;

    private int Rank =>
        HasValue ? EnumWireNames<T>.Number(_value)
        : _raw is null ? 0
        : int.MaxValue;

    private bool HasValue => !EqualityComparer<T>.Default.Equals(_value, default);
}

/// <summary>An open enum, whatever its enum.</summary>
internal interface IOpenEnum
{
    string? Raw { get; }
}
