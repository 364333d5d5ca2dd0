using System.Collections.Concurrent;
using System.Text;

namespace Violet.Generated.Tests.Json;

/// <summary>The generic entry points of one model, for tests that go through all models.</summary>
internal abstract class ModelCodec
{
    private static readonly ConcurrentDictionary<Type, ModelCodec> s_codecs = new();

    public static ModelCodec Of(Type model) =>
        s_codecs.GetOrAdd(model, type => (ModelCodec)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(type))!);

    public VioletModel FromWire(string json) => FromWire(Encoding.UTF8.GetBytes(json));

    public abstract VioletModel FromWire(ReadOnlySpan<byte> utf8);

    private sealed class Typed<T> : ModelCodec
        where T : VioletModel, new()
    {
        public override VioletModel FromWire(ReadOnlySpan<byte> utf8) => VioletJson.Deserialize<T>(utf8);
    }
}

/// <summary>What a text becomes as an open enum whose type is known at run time only.</summary>
internal abstract class OpenEnumAccess
{
    public static OpenEnumAccess Of(Type type) => (OpenEnumAccess)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(type))!;

    /// <summary>The texts of all members on the wire, in order.</summary>
    public abstract IReadOnlyList<string> Texts { get; }

    public abstract (bool IsKnown, string? Raw, string? TextOfMember) Parse(string text);

    private sealed class Typed<T> : OpenEnumAccess
        where T : struct, Enum
    {
        public override IReadOnlyList<string> Texts { get; } = [.. Enum.GetValues<T>().Select(member => new OpenEnum<T>(member).Raw!)];

        public override (bool IsKnown, string? Raw, string? TextOfMember) Parse(string text)
        {
            var value = new OpenEnum<T>(text);
            return (value.IsKnown, value.Raw, value.Value is { } member ? new OpenEnum<T>(member).Raw : null);
        }
    }
}
