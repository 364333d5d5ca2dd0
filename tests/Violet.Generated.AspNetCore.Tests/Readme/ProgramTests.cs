using System.Diagnostics;
using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Newtonsoft.Json.Linq;
using Violet.Generated.Testing;

namespace Violet.Generated.AspNetCore.Tests.Readme;

/// <summary>The whole program on the front page runs as it stands, with settings from the command line.</summary>
public sealed class ProgramTests
{
    private const string WebImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Net.Http.Json; global using System.Threading; global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting; global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing; global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    [Test]
    public async Task The_program_on_the_front_page_serves_orders()
    {
        string code = Pages.BlocksOf("README.md").Single(Pages.IsProgram);
        Assert.That(code.Split('\n').Count(line => line.Trim().Length > 0), Is.LessThanOrEqualTo(12));
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        using RunningProgram program = await RunningProgram.StartAsync(Load(code), Settings(server));

        var order = JObject.Parse(await program.Client.GetStringAsync(new Uri($"orders/{await FirstOrder(server)}", UriKind.Relative)));
        HttpResponseMessage none = await program.Client.GetAsync(new Uri("orders/987654", UriKind.Relative));
        HttpResponseMessage late = await program.Client.GetAsync(new Uri("late", UriKind.Relative));

        Assert.That(order["status"], Is.Not.Null);
        Assert.That(none.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(
            JArray.Parse(await late.Content.ReadAsStringAsync()).Select(item => (string?)item["status"]),
            Is.All.EqualTo("REQUIRES_ACTION")
        );
    }

    private static async Task<long> FirstOrder(VioletTestServer server)
    {
        var options = new VioletOptions();
        server.Configure(options);
        using var violet = new VioletClient(options);
        return (await violet.Orders.ListAsync()).Content[0].Id;
    }

    private static Assembly Load(string code)
    {
        CSharpCompilation compilation = Pages.Compile(code, implicitUsings: WebImplicitUsings);
        using var image = new MemoryStream();
        Assert.That(compilation.Emit(image).Success, Is.True, string.Join("\n", Pages.ErrorsOf(compilation)));
        return Assembly.Load(image.ToArray());
    }

    private static string[] Settings(VioletTestServer server)
    {
        var options = new VioletOptions();
        server.Configure(options);
        return
        [
            "--urls=http://127.0.0.1:0",
            $"--Violet:BaseAddress={options.BaseAddress}",
            $"--Violet:AppId={options.AppId}",
            $"--Violet:AppSecret={options.AppSecret}",
            $"--Violet:Username={options.Username}",
            $"--Violet:Password={options.Password}",
        ];
    }

    /// <summary>A program whose host can be asked for its address and stopped, as its own Main does not let go of it.</summary>
    private sealed class RunningProgram : IDisposable
    {
        private readonly IHost _host;
        private readonly Task _main;

        private RunningProgram(IHost host, Task main)
        {
            (_host, _main) = (host, main);
            string address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            Client = new HttpClient { BaseAddress = new Uri(address) };
        }

        public HttpClient Client { get; }

        public static async Task<RunningProgram> StartAsync(Assembly assembly, string[] arguments)
        {
            var built = new TaskCompletionSource<IHost>(TaskCreationOptions.RunContinuationsAsynchronously);
            using IDisposable listeners = DiagnosticListener.AllListeners.Subscribe(new HostListener(built));
            Task main = Task.Run(() => assembly.EntryPoint!.Invoke(null, [arguments]));
            IHost host = await await Task.WhenAny(
                built.Task,
                main.ContinueWith<IHost>(ended => throw ended.Exception!, TaskScheduler.Default)
            );
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(started.SetResult);
            await await Task.WhenAny(started.Task, main);
            return new RunningProgram(host, main);
        }

        public void Dispose()
        {
            Client.Dispose();
            _host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            _main.GetAwaiter().GetResult();
        }
    }

    /// <summary>Hears of the host that the program builds, as the tools of EF Core and ASP.NET do.</summary>
    private sealed class HostListener(TaskCompletionSource<IHost> built)
        : IObserver<DiagnosticListener>,
            IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting")
                value.Subscribe(this);
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is { Key: "HostBuilt", Value: IHost host })
                built.TrySetResult(host);
        }

        public void OnCompleted() { }

        public void OnError(Exception error) => built.TrySetException(error);
    }
}
