using EduConnect.Core.Platform.Outbox;
using Xunit;

namespace EduConnect.Core.Tests.Platform;

public sealed class MailTextTests
{
    [Fact]
    [Trait("Rule", "S-CS1")]
    public void Values_are_neither_markup_nor_header_lines()
    {
        var mail = MailText.Compose("test-message", new Dictionary<string, string> { ["Name"] = "Zoé <script>\r\nBcc: x@example.org **gras** [a](b)" });
        Assert.Contains("Zoé &lt;script&gt; Bcc: x@example.org **gras** [a](b)", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<a ", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_value_is_a_fault_found_by_tests() =>
        Assert.Throws<InvalidOperationException>(() => MailText.Compose("test-message", new Dictionary<string, string>()));
}
