using Violet.Generated.Rutter;
using Violet.Generated.Testing;

namespace Violet.Generated.TestServer;

/// <summary>What is printed at the start: addresses, credentials, and lines to try them with.</summary>
internal static class Banner
{
    public static string Of(VioletTestServer server)
    {
        var violet = new VioletOptions();
        server.Configure(violet);
        var rutter = new RutterOptions();
        server.Configure(rutter);
        return $$"""
            Violet: {{violet.BaseAddress}}
            Rutter: {{rutter.BaseAddress}}
            Admin:  {{Admin(server)}}

            For a program that uses the client:
              export Violet__BaseAddress={{violet.BaseAddress}} Violet__AppId={{violet.AppId}} Violet__AppSecret={{violet.AppSecret}} \
                     Violet__Username={{violet.Username}} Violet__Password='{{violet.Password}}'
              export Rutter__BaseAddress={{rutter.BaseAddress}} Rutter__ClientId={{rutter.ClientId}} \
                     Rutter__ClientSecret={{rutter.ClientSecret}}

            By hand:
              curl -s {{violet.BaseAddress}}/login -H 'X-Violet-App-Id: {{violet.AppId}}' -H 'X-Violet-App-Secret: {{violet.AppSecret}}' \
                   -H 'Content-Type: application/json' -d '{"username":"{{violet.Username}}","password":"{{violet.Password}}"}'
              curl -s '{{rutter.BaseAddress}}/connections' -u '{{rutter.ClientId}}:{{rutter.ClientSecret}}' -H 'X-Rutter-Version: {{rutter.ApiVersion}}'
              curl -s {{Admin(server)}}/faults -d '{"fault":"RateLimit","retry_after":2,"on":"Orders.List","times":1}'

            These credentials are made up and work here only. Ctrl+C stops the server.
            """;
    }

    private static Uri Admin(VioletTestServer server) => new(server.VioletAddress, "/_test");
}
