using System.Text.Json.Nodes;
using Violet.Contract;
using Violet.Contract.Naming;

// Annotates one bundle: Violet.Contract <bundle.json> <folder> <namespace> <client> [prefix]
JsonObject document = JsonNode.Parse(File.ReadAllText(args[0]))!.AsObject();
CSharpNames.Apply(document, new ApiInfo(args[1], args[2], args[3], args.ElementAtOrDefault(4) ?? ""));
Console.WriteLine(document.ToJsonString(JsonText.Options));
