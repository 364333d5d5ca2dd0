namespace Violet.Contract.Reading;

/// <summary>Where something stands: a file by its full path, line and column from 1.</summary>
internal readonly record struct Place(string File, int Line, int Column);
