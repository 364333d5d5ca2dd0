using System.Diagnostics;
using Violet.Generated.Testing;
using Violet.Generated.Tests.Build;

namespace Violet.Generated.Tests.Package;

/// <summary>A program that uses the client, compiled ahead of time: without a warning about the client, and working.</summary>
[Category("Package"), RunsInCI]
public class NativeAotTests
{
    [Test]
    public async Task A_program_compiled_ahead_of_time_works_and_no_warning_stems_from_the_client()
    {
        if (!OperatingSystem.IsLinux() || (Command.Find("clang") ?? Command.Find("gcc")) is null)
            Assert.Ignore("NativeAOT links with clang or gcc on Linux; there is none here.");
        string root = RepositoryCopy.Original;
        string target = Directory.CreateTempSubdirectory("violet-aot").FullName;
        try
        {
            Command publish = (
                await Command.RunDotNet(
                    root,
                    "publish",
                    "tests/Violet.Generated.AotSmoke",
                    "-c",
                    "Release",
                    "-o",
                    target,
                    "-p:RunAnalyzers=false"
                )
            ).Succeeded();

            // "file : Trim analysis warning IL2026: Violet.Generated.X.Y(): ...": the member after the code is where the warning stems
            // from.
            IEnumerable<string> ours = publish
                .Output.Split('\n')
                .Where(line =>
                    line.Contains("warning IL", StringComparison.Ordinal) && line.Contains(": Violet.Generated.", StringComparison.Ordinal)
                );
            Assert.That(ours, Is.Empty);
            await using VioletTestServer server = await VioletTestServer.StartAsync();
            var start = new ProcessStartInfo(
                Path.Combine(target, "Violet.Generated.AotSmoke"),
                [server.VioletAddress.ToString(), $"{server.AppId}", server.AppSecret, server.Username, server.Password]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process program = Process.Start(start)!;
            Task<string> errors = program.StandardError.ReadToEndAsync();
            string output = await program.StandardOutput.ReadToEndAsync();
            await program.WaitForExitAsync();

            Assert.That((program.ExitCode, await errors), Is.EqualTo((0, "")), output);
            Assert.That(output, Does.Contain("260 orders").And.Contain("order 1: HTTP 404 order_not_found"));
            Assert.That(
                output,
                Does.Contain(
                        """{"Status":"COMPLETED","Other":null,"Counts":{"CANCELED":1},"Order":{"id":7},"Model":{"id":8}}, read: new-one 2"""
                    )
                    .And.Contain("""a webhook: {"id":9,"status":"COMPLETED","new_field":1}""")
            );
            TestContext.Out.WriteLine($"{new FileInfo(start.FileName).Length / 1e6:0.0} MB");
        }
        finally
        {
            Directory.Delete(target, recursive: true);
        }
    }
}
