#pragma warning disable CS9113
namespace Violet.Contract.Naming;
internal sealed class DocText(DocScope scope) { public string Xml(string? t) => Words.Xml(t ?? ""); public DocText For(System.Text.Json.Nodes.JsonObject p) => new(scope); }
internal abstract class DocScope;
internal sealed class ModelScope(ApiDocument d, ApiInfo a, string n, System.Text.Json.Nodes.JsonObject s) : DocScope;
internal sealed class EnumScope(ApiDocument d, ApiInfo a, string n, System.Text.Json.Nodes.JsonObject s) : DocScope;
internal sealed class ApiScope(ApiDocument d, ApiInfo a) : DocScope;
internal sealed class OperationScope(ApiDocument d, ApiInfo a, System.Text.Json.Nodes.JsonObject s, IReadOnlyList<System.Text.Json.Nodes.JsonObject> p) : DocScope;
