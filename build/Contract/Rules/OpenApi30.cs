using System.Text.RegularExpressions;
using static Violet.Contract.Rules.Shape;

namespace Violet.Contract.Rules;

/// <summary>The structure of OpenAPI 3.0 as a table. Its keys and required keys were compared once with the JSON schema that OpenAPI
/// publishes for 3.0 (2021-09-28).</summary>
internal static partial class OpenApi30
{
    public static readonly Kind Root = new("the root document");

    /// <summary>A document beside the root, which holds parts that others refer to: nothing in it is required.</summary>
    public static readonly Kind Section = new("a section's document");
    public static readonly Kind Info = new("info");
    public static readonly Kind Contact = new("a contact");
    public static readonly Kind License = new("a license");
    public static readonly Kind Server = new("a server");
    public static readonly Kind ServerVariable = new("a variable of a server");
    public static readonly Kind Paths = new("the list of paths");
    public static readonly Kind SectionPaths = new("the paths of a section");
    public static readonly Kind PathItem = new("a path");
    public static readonly Kind Operation = new("an operation");
    public static readonly Kind Parameter = new("a parameter", "parameters");
    public static readonly Kind Header = new("a header", "headers");
    public static readonly Kind RequestBody = new("a request body", "requestBodies");
    public static readonly Kind MediaType = new("a media type");
    public static readonly Kind Encoding = new("an encoding");
    public static readonly Kind Responses = new("the responses");
    public static readonly Kind Response = new("a response", "responses");
    public static readonly Kind Callback = new("a callback", "callbacks");
    public static readonly Kind Example = new("an example", "examples");
    public static readonly Kind Link = new("a link", "links");
    public static readonly Kind Tag = new("a tag");
    public static readonly Kind ExternalDocs = new("externalDocs");
    public static readonly Kind Schema = new("a schema", "schemas");
    public static readonly Kind Discriminator = new("a discriminator");
    public static readonly Kind Xml = new("xml");
    public static readonly Kind Components = new("components");
    public static readonly Kind SecurityScheme = new("a security scheme", "securitySchemes");
    public static readonly Kind SecurityRequirement = new("a security requirement");
    public static readonly Kind OAuthFlows = new("flows");
    public static readonly Kind OAuthFlow = new("a flow");

    /// <summary>The verbs of a path, as its keys.</summary>
    public static readonly string[] Verbs = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    /// <summary>What `components` may hold, by the name of its section.</summary>
    public static readonly IReadOnlyDictionary<string, Kind> Sections = new[]
    {
        Schema,
        Response,
        Parameter,
        Example,
        RequestBody,
        Header,
        SecurityScheme,
        Link,
        Callback,
    }.ToDictionary(kind => kind.Section!);

    static OpenApi30()
    {
        Shape responses = Map(Response),
            headers = Map(Header),
            security = List(SecurityRequirement),
            examples = Map(Example);
        Root.Has(
            ("openapi!", Text),
            ("info!", Info),
            ("servers", List(Server)),
            ("paths!", Paths),
            ("components", Components),
            ("security", security),
            ("tags", List(Tag)),
            ("externalDocs", ExternalDocs)
        );
        Section.Has(
            ("openapi", Text),
            ("info", Info),
            ("servers", List(Server)),
            ("paths", SectionPaths),
            ("components", Components),
            ("security", security),
            ("tags", List(Tag)),
            ("externalDocs", ExternalDocs)
        );
        Info.Has(
            ("title!", Text),
            ("version!", Text),
            ("description", Text),
            ("termsOfService", Text),
            ("contact", Contact),
            ("license", License)
        );
        Contact.Has(("name", Text), ("url", Text), ("email", Text));
        License.Has(("name!", Text), ("url", Text));
        Server.Has(("url!", Text), ("description", Text), ("variables", Map(ServerVariable)));
        ServerVariable.Has(("default!", Text), ("enum", List(Text)), ("description", Text));

        Paths.HasOthers(PathItem, Path());
        SectionPaths.HasOthers(PathItem, Path());
        PathItem
            .Has([
                ("summary", Text),
                ("description", Text),
                ("servers", List(Server)),
                ("parameters", List(Parameter)),
                .. Verbs.Select(verb => (verb, (Shape)Operation)),
            ])
            .MayBeReferredTo();
        Operation.Has(
            ("tags", List(Text)),
            ("summary", Text),
            ("description", Text),
            ("externalDocs", ExternalDocs),
            ("operationId", Text),
            ("parameters", List(Parameter)),
            ("requestBody", RequestBody),
            ("responses!", Responses),
            ("callbacks", Map(Callback)),
            ("deprecated", Flag),
            ("security", security),
            ("servers", List(Server))
        );
        Parameter.Has(("name!", Text), ("in!", OneOf("path", "query", "header", "cookie")));
        foreach (Kind kind in new[] { Parameter, Header })
        {
            kind.Has(
                ("description", Text),
                ("required", Flag),
                ("deprecated", Flag),
                ("allowEmptyValue", Flag),
                ("style", OneOf("matrix", "label", "form", "simple", "spaceDelimited", "pipeDelimited", "deepObject")),
                ("explode", Flag),
                ("allowReserved", Flag),
                ("schema", Schema),
                ("content", Map(MediaType)),
                ("example", Any),
                ("examples", examples)
            );
        }

        RequestBody.Has(("content!", Map(MediaType)), ("description", Text), ("required", Flag));
        MediaType.Has(("schema", Schema), ("example", Any), ("examples", examples), ("encoding", Map(Encoding)));
        Encoding.Has(
            ("contentType", Text),
            ("headers", headers),
            ("style", OneOf("form", "spaceDelimited", "pipeDelimited", "deepObject")),
            ("explode", Flag),
            ("allowReserved", Flag)
        );
        Responses.HasOthers(Response, Status());
        Response.Has(("description!", Text), ("headers", headers), ("content", Map(MediaType)), ("links", Map(Link)));
        Callback.HasOthers(PathItem);
        Example.Has(("summary", Text), ("description", Text), ("value", Any), ("externalValue", Text));
        Link.Has(
            ("operationRef", Text),
            ("operationId", Text),
            ("parameters", Map(Any)),
            ("requestBody", Any),
            ("description", Text),
            ("server", Server)
        );
        Tag.Has(("name!", Text), ("description", Text), ("externalDocs", ExternalDocs));
        ExternalDocs.Has(("url!", Text), ("description", Text));

        Schema.Has(
            ("type", OneOf("array", "boolean", "integer", "number", "object", "string")),
            ("title", Text),
            ("description", Text),
            ("format", Text),
            ("multipleOf", Number),
            ("maximum", Number),
            ("exclusiveMaximum", Flag),
            ("minimum", Number),
            ("exclusiveMinimum", Flag),
            ("maxLength", Count),
            ("minLength", Count),
            ("pattern", Text),
            ("maxItems", Count),
            ("minItems", Count),
            ("uniqueItems", Flag),
            ("maxProperties", Count),
            ("minProperties", Count),
            ("required", List(Text)),
            ("enum", List(Any)),
            ("allOf", List(Schema)),
            ("oneOf", List(Schema)),
            ("anyOf", List(Schema)),
            ("not", Schema),
            ("items", Schema),
            ("properties", Map(Schema)),
            ("additionalProperties", FlagOr(Schema)),
            ("default", Any),
            ("nullable", Flag),
            ("discriminator", Discriminator),
            ("readOnly", Flag),
            ("writeOnly", Flag),
            ("xml", Xml),
            ("externalDocs", ExternalDocs),
            ("example", Any),
            ("deprecated", Flag)
        );
        Discriminator.Has(("propertyName!", Text), ("mapping", Map(Text))).WithoutExtensions();
        Xml.Has(("name", Text), ("namespace", Text), ("prefix", Text), ("attribute", Flag), ("wrapped", Flag));

        Components.Has([.. Sections.Select(section => (section.Key, Map(section.Value)))]);
        SecurityScheme.Has(
            ("type!", OneOf("apiKey", "http", "oauth2", "openIdConnect")),
            ("description", Text),
            ("name", Text),
            ("in", OneOf("header", "query", "cookie")),
            ("scheme", Text),
            ("bearerFormat", Text),
            ("flows", OAuthFlows),
            ("openIdConnectUrl", Text)
        );
        SecurityRequirement.HasOthers(List(Text)).WithoutExtensions();
        OAuthFlows.Has(
            ("implicit", OAuthFlow),
            ("password", OAuthFlow),
            ("clientCredentials", OAuthFlow),
            ("authorizationCode", OAuthFlow)
        );
        OAuthFlow.Has(("authorizationUrl", Text), ("tokenUrl", Text), ("refreshUrl", Text), ("scopes!", Map(Text)));
    }

    [GeneratedRegex("^/")]
    private static partial Regex Path();

    [GeneratedRegex("^(default|[1-5]([0-9][0-9]|XX))$")]
    private static partial Regex Status();
}
