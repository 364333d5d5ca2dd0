using Violet.Contract.Reading;

namespace Violet.Contract.Rules;

/// <summary>What may stand behind a key.</summary>
internal abstract record Shape
{
    public static readonly Shape Text = new TextShape([]);
    public static readonly Shape Flag = new ScalarShape("true or false", ScalarKind.Boolean);
    public static readonly Shape Number = new ScalarShape("a number", ScalarKind.Integer, ScalarKind.Number);
    public static readonly Shape Count = new ScalarShape("a whole number", ScalarKind.Integer);
    public static readonly Shape Any = new AnyShape();

    /// <summary>What stands behind a key that begins with x-: anything, and references in it lead to schemas.</summary>
    public static readonly Shape Extension = new ExtensionShape();

    /// <summary>Text that is one of these.</summary>
    public static Shape OneOf(params string[] values) => new TextShape(values);

    public static Shape List(Shape items) => new ListShape(items);

    public static Shape Map(Shape values) => new MapShape(values);

    public static Shape FlagOr(Kind kind) => new FlagOrShape(kind);

    public static implicit operator Shape(Kind kind) => new ObjectShape(kind);
}

internal sealed record AnyShape : Shape;

internal sealed record ExtensionShape : Shape;

internal sealed record TextShape(string[] Values) : Shape;

internal sealed record ScalarShape(string What, params ScalarKind[] Kinds) : Shape;

internal sealed record ListShape(Shape Items) : Shape;

internal sealed record MapShape(Shape Values) : Shape;

internal sealed record ObjectShape(Kind Kind) : Shape;

internal sealed record FlagOrShape(Kind Kind) : Shape;
