using System.Net.Http.Headers;
using System.Text;

namespace Violet.Generated.Tests.Transport;

public class CharsetTests
{
    [TestCase("iso-8859-1", true, "José")]
    [TestCase("\"ISO-8859-1\"", true, "José")]
    [TestCase("iso-8859-1", false, "José", Description = "the header lies")]
    [TestCase("utf-8", false, "José")]
    [TestCase("utf-8", true, "Jos\ufffd")]
    [TestCase("no-such-charset", true, "Jos\ufffd")]
    public async Task A_body_that_is_no_UTF8_is_read_as_its_header_says(string charset, bool isLatin1, string expected)
    {
        byte[] body = (isLatin1 ? Encoding.Latin1 : Encoding.UTF8).GetBytes("""{"id":1,"app_order_id":"José"}""");
        using var http = new Http(
            Http.Answer(
                200,
                and: response =>
                {
                    response.Content = new ByteArrayContent(body);
                    response.Content.Headers.ContentType = MediaTypeHeaderValue.Parse($"application/json; charset={charset}");
                }
            )
        );
        using VioletClient violet = http.Violet();

        Assert.That((await violet.Orders.GetAsync(1)).AppOrderId, Is.EqualTo(expected));
    }
}
