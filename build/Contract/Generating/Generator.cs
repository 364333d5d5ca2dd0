using Violet.Contract.Reading;

namespace Violet.Contract.Generating;

/// <summary>
/// From the YAML to one bundle and one file of C# for each API. A file whose text stays the same is left alone, so that nothing that
/// depends on it is built again.
/// </summary>
internal sealed class Generator(Options options)
{
    private const string TemporaryFolder = ".new-";

    /// <summary>Holds what the templates get, for whoever works on them.</summary>
    internal const string NamedFolder = "named";

    private static readonly TimeSpan s_lockLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_lockInterval = TimeSpan.FromMilliseconds(100);

    private string Stamp => Path.Combine(options.To, "generated.stamp");

    /// <summary>The mistakes in the contract; nothing is generated while there are any.</summary>
    /// <exception cref="GeneratorException">Something else stops the build.</exception>
    public async Task<IReadOnlyList<Problem>> RunAsync()
    {
        Directory.CreateDirectory(options.To);
        using FileStream _ = await LockAsync(Path.Combine(options.To, "generate.lock")).ConfigureAwait(false);
        if (IsGenerated()) // another build has done it while this one waited
            return [];
        if (options.NSwag is not null)
            Console.WriteLine("Generating C# from openapi/");
        foreach (string leftover in Directory.GetDirectories(options.To, TemporaryFolder + "*")) // of builds that were killed
            Directory.Delete(leftover, recursive: true);
        string folder = Directory.CreateDirectory(Path.Combine(options.To, TemporaryFolder + Environment.ProcessId)).FullName;
        try
        {
            return await GenerateAsync(folder).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<IReadOnlyList<Problem>> GenerateAsync(string folder)
    {
        (CheckedApi[] apis, Problem[] problems) = await CheckedApi.CheckAllAsync(options.Contract).ConfigureAwait(false);
        if (problems.Length > 0)
            return problems;
        string named = Directory.CreateDirectory(Path.Combine(folder, NamedFolder)).FullName;
        foreach (CheckedApi api in apis)
            api.WriteBundle(folder, named);
        if (options.NSwag is not null)
        {
            IReadOnlyList<Problem>[] renamed = await Task.WhenAll(apis.Select(api => NSwagCommand.GenerateAsync(options, api, folder)))
                .ConfigureAwait(false);
            if (renamed.SelectMany(api => api).Order().ToArray() is { Length: > 0 } names)
                return names;
        }
        Replace(folder);
        return [];
    }

    private bool IsGenerated() =>
        options.Fingerprint.Length > 0
        && File.Exists(Stamp)
        && File.ReadAllLines(Stamp) is [var fingerprint, .. var files]
        && fingerprint == options.Fingerprint
        && files.All(file => File.Exists(Path.Combine(options.To, file)));

    /// <summary>Takes over what is new, and removes what belongs to an API that is gone. The stamp comes last.</summary>
    private void Replace(string folder)
    {
        string[] files = [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        string[] old = File.Exists(Stamp) ? File.ReadAllLines(Stamp)[1..] : [];
        File.Delete(Stamp);
        foreach (string file in files)
        {
            (string from, string to) = (Path.Combine(folder, file), Path.Combine(options.To, file));
            if (!File.Exists(to) || !File.ReadAllBytes(from).AsSpan().SequenceEqual(File.ReadAllBytes(to)))
                File.Move(from, to, overwrite: true);
        }
        foreach (string file in old.Except(files))
            File.Delete(Path.Combine(options.To, file));
        string named = Path.Combine(options.To, NamedFolder);
        if (Directory.Exists(named))
            Directory.Delete(named, recursive: true);
        Directory.Move(Path.Combine(folder, NamedFolder), named);
        if (options.Fingerprint.Length == 0)
            return;
        File.WriteAllLines(Path.Combine(folder, "stamp"), [options.Fingerprint, .. files]);
        File.Move(Path.Combine(folder, "stamp"), Stamp);
    }

    /// <summary>Only one build generates at a time: an IDE and a command line may well build side by side. The system unlocks what a killed
    /// build had locked.</summary>
    private async Task<FileStream> LockAsync(string file)
    {
        for (TimeSpan waited = TimeSpan.Zero; ; waited += s_lockInterval)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < s_lockLimit)
            {
                await Task.Delay(s_lockInterval).ConfigureAwait(false);
            }
            catch (IOException e)
            {
                throw new GeneratorException(
                    options.Settings,
                    "VIOLET041",
                    $"Another build has been generating for five minutes: {e.Message}"
                );
            }
        }
    }
}
