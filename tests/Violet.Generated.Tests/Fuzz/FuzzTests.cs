using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Violet.Generated.Tests.Json;
using Violet.Generated.Tests.Locales;
using Violet.Generated.Tests.Rules;

namespace Violet.Generated.Tests.Fuzz;

/// <summary>
/// Every model against texts that are broken by chance. The seed is fixed, so a build fails for its own changes only.
/// <c>VIOLET_FUZZ_SECONDS=600</c> fuzzes for so long with a
/// seed of its own; <c>VIOLET_FUZZ_SEED</c> and <c>VIOLET_FUZZ_CASE</c> repeat a case that was printed.
/// </summary>
[TestFixtureSource(typeof(Locale), nameof(Locale.All))]
public class FuzzTests(Locale place) : InPlace(place)
{
    internal const int FixedSeed = 20_240_628;

    /// <summary>Failures of different kinds after which there is enough to mend.</summary>
    private const int MostFailures = 10;

    private const int AtHome =
#if NETSTANDARD_BUILD
        10_000;
#else
        100_000;
#endif

    /// <summary>Whether the seed is to be another one each time.</summary>
    internal static bool IsByChance => Setting("VIOLET_FUZZ_SECONDS") is not null;

    private int Cases => IsHome ? AtHome : AtHome / 100;

    [Test]
    public void A_broken_text_becomes_a_model_or_an_error_that_says_where()
    {
        int? seconds = IsHome ? Setting("VIOLET_FUZZ_SECONDS") : null,
            number = Setting("VIOLET_FUZZ_CASE");
        int seed = Setting("VIOLET_FUZZ_SEED") ?? (seconds is null ? FixedSeed : Environment.TickCount);
        TestContext.Progress.WriteLine($"VIOLET_FUZZ_SEED={seed}");
        if (number is { } one)
        {
            var fuzz = FuzzCase.Of(seed, one);
            TestContext.Progress.WriteLine(fuzz);
            FuzzCheck.Run(fuzz.Model, fuzz.Text);
            return;
        }

        foreach (Type model in GeneratedTypes.Models)
            WarmUp(model);
        // The first error in a culture looks for the texts of its language.
        Assert.Throws<VioletJsonException>(() => ModelCodec.Of(typeof(Order)).FromWire("[/**/"u8.ToArray()));
        var failures = new Dictionary<string, string>();
        var watch = Stopwatch.StartNew();
        TimeSpan used = Environment.CpuUsage.TotalTime;
        int cases = 0,
            read = 0;
        double most = 0;
        while (failures.Count < MostFailures && (seconds is { } time ? watch.Elapsed < TimeSpan.FromSeconds(time) : cases < Cases))
        {
            var fuzz = FuzzCase.Of(seed, cases);
            try
            {
                // One serializer for each case: half the time, and both meet every model in turn.
                bool newtonsoft = cases / GeneratedTypes.Models.Count % 2 == 0;
                (bool isRead, double perByte) = FuzzCheck.Run(fuzz.Model, fuzz.Text, systemTextJson: !newtonsoft, newtonsoft);
                if (isRead)
                    read++;
                most = Math.Max(most, perByte);
            }
            catch (Exception e)
            {
                string kind = new([.. e.Message.TakeWhile(c => !char.IsDigit(c) && c is not (':' or '\''))]);
                if (failures.TryAdd(kind, ""))
                    failures[kind] = Describe(fuzz, seed, cases, e);
            }

            cases++;
        }

        TestContext.Progress.WriteLine(
            $"{cases} cases over {GeneratedTypes.Models.Count} models: {read} read, {cases - read} refused, "
                + $"{watch.Elapsed.TotalSeconds:N0} s ({(Environment.CpuUsage.TotalTime - used).TotalSeconds:N0} s of the "
                + $"processor), at most {most:N0} bytes allocated for each byte of text"
        );
        Assert.That(failures.Values, Is.Empty);
        Assert.That(read, Is.InRange(cases / 5, cases * 4 / 5), "a fuzzer whose texts all pass, or none, tests little");
    }

    private static string Describe(FuzzCase fuzz, int seed, int number, Exception e)
    {
        FuzzCase smallest = Reduce(fuzz);
        return string.Join(
            Environment.NewLine,
            $"VIOLET_FUZZ_SEED={seed} VIOLET_FUZZ_CASE={number}",
            fuzz,
            $"reduced to {smallest}",
            $"saved as {Save(smallest, seed, number)}, to be named and moved to Fuzz/Corpus",
            e
        );
    }

    /// <summary>Leaves out mutations for as long as the case still fails.</summary>
    private static FuzzCase Reduce(FuzzCase fuzz) => fuzz.Smaller().FirstOrDefault(Fails) is { } smaller ? Reduce(smaller) : fuzz;

    private static bool Fails(FuzzCase fuzz)
    {
        try
        {
            FuzzCheck.Run(fuzz.Model, fuzz.Text);
            return false;
        }
        catch (Exception)
        {
            return true;
        }
    }

    private static string Save(FuzzCase fuzz, int seed, int number)
    {
        string root = typeof(FuzzTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepoRoot").Value!;
        string name = string.Create(CultureInfo.InvariantCulture, $"{GeneratedTypes.Name(fuzz.Model)}-{seed}-{number}.json");
        Directory.CreateDirectory(Path.Combine(root, "artifacts", "fuzz"));
        File.WriteAllBytes(Path.Combine(root, "artifacts", "fuzz", name), fuzz.Text);
        return Path.Combine("artifacts", "fuzz", name);
    }

    /// <summary>What is made once for each model and enum is not to count as memory of its first text.</summary>
    internal static void WarmUp(Type model)
    {
        foreach (SampleKind kind in Enum.GetValues<SampleKind>())
            VioletJson.SerializeToUtf8Bytes(ModelCodec.Of(model).FromWire(FuzzCase.BaseOf(model, kind).ToUtf8()));
        VioletJson.Deserialize<Order>("""{"currency":"USD"}""");
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value
            : null;
}
