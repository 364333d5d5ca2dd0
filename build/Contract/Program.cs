using Violet.Contract;
using Violet.Contract.Bundling;
using Violet.Contract.Naming;
using Violet.Contract.Reading;
using Violet.Contract.Rules;

var watch = System.Diagnostics.Stopwatch.StartNew();
foreach (string folder in Directory.GetDirectories(args[0]))
{
    var api = ContractApi.Read(folder);
    Console.Error.WriteLine($"read {watch.ElapsedMilliseconds}");
    foreach (Problem p in api.Problems) Console.WriteLine(p);
    var problems = Walk.Check(api, []);
    Console.Error.WriteLine($"walked {watch.ElapsedMilliseconds}");
    var document = Bundle.Of(api);
    CSharpNames.Apply(document, api.Info);
    File.WriteAllText(Path.Combine(args[1], Path.GetFileName(folder) + ".json"), document.ToJsonString(JsonText.Options) + "\n");
    Console.Error.WriteLine($"bundled {watch.ElapsedMilliseconds}");
}
