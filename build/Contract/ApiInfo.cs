namespace Violet.Contract;

/// <summary>One API of the contract: a folder of openapi/ with what `x-api` says in its root document.</summary>
/// <param name="Folder">Name of the folder and of the root document in it: violet for violet/violet.yaml.</param>
/// <param name="Namespace">C# namespace of its types.</param>
/// <param name="Client">Begin of the name of its client: Violet for VioletClient. Its file is named by it too.</param>
/// <param name="Prefix">Put before the names of its sections' clients, so that two APIs may both have Connections; may be empty.</param>
public sealed record ApiInfo(string Folder, string Namespace, string Client, string Prefix);
