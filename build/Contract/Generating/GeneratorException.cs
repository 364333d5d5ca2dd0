using Violet.Contract.Reading;

namespace Violet.Contract.Generating;

/// <summary>Something stops the build that is not a mistake in the contract.</summary>
internal sealed class GeneratorException(string file, string code, string text) : Exception(text)
{
    public Problem Problem { get; } = new(new Place(Path.GetFullPath(file), 1, 1), code, text);
}
