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
    public void A_line_is_repeated_for_each_row_of_its_kind_and_a_row_brings_neither_markup_nor_placeholder()
    {
        static MailRow Row(string kind, string name) => new(kind, new Dictionary<string, string> { ["Name"] = name, ["Username"] = "x" });
        var mail = MailText.Compose("username-found", new Dictionary<string, string> { ["Link"] = "https://a.example/" }, [Row("Guardian", "Zoé **A**"), Row("Guardian", "{Link}"), Row("Pupil", "<b>Malo</b>\r\n\r\n# titre")]);
        Assert.Contains("- Zoé **A**, responsable d’élève : identifiant x\n- (Link), responsable", mail.Text.Replace("**x**", "x", StringComparison.Ordinal).Replace("Zoé A", "Zoé **A**", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Zoé **A**", mail.Html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Malo&lt;/b&gt; # titre, élève", mail.Html, StringComparison.Ordinal);
        Assert.Equal(3, mail.Html.Split("<li>").Length - 1);
        Assert.DoesNotContain("FranceConnect", mail.Text + mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("{each", mail.Text + mail.Html, StringComparison.Ordinal);
    }

    /// <summary>A link written out has no space to break at: without these words it is wider than a phone.</summary>
    [Fact]
    public void A_long_link_wraps_on_a_phone()
    {
        var link = "https://a.example/" + new string('x', 300);
        var html = MailText.Compose("username-found", new Dictionary<string, string> { ["Link"] = link }).Html;
        var frame = html.IndexOf("<div style=", StringComparison.Ordinal);
        Assert.Contains("overflow-wrap:anywhere;word-break:break-word", html[frame..html.IndexOf('>', frame)], StringComparison.Ordinal);
        Assert.InRange(html.IndexOf(link, StringComparison.Ordinal), frame, html.IndexOf("</div>", StringComparison.Ordinal));
        Assert.DoesNotContain("nowrap", html, StringComparison.Ordinal);
    }

    /// <summary>More than 160 signs, or one outside the alphabet of GSM (3GPP TS 23.038), is two messages and twice the price. Codes are measured by their own tests.</summary>
    [Theory]
    [InlineData("mobile-changed")]
    [InlineData("password-changed")]
    [InlineData("username-found")]
    public void A_text_message_is_one_message(string name)
    {
        var values = new Dictionary<string, string> { ["Username"] = "m.larochefoucauld12", ["Usernames"] = "m.larochefoucauld12", ["Date"] = "20/11/2026", ["Link"] = "https://educonnect.education.gouv.fr/connexion" };
        var text = MailText.ComposeSms(name, values);
        Assert.InRange(text.Length, 1, 160);
        Assert.All(text, sign => Assert.Contains(sign, "@£$¥èéùìòÇØøÅåÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"));
    }

    /// <summary>Only what we compose is a link; what a source or a school wrote stays text, even when it looks like an address of ours.</summary>
    [Fact]
    [Trait("Rule", "S-RC2")]
    public void Addresses_of_ours_written_out_are_links_in_the_html_alone()
    {
        const string ours = "https://guichet.example";
        var values = new Dictionary<string, string> { ["Username"] = "a.b", ["Date"] = "20/11/2026", ["Link"] = ours + "/connexion?a=1&b=_c_", ["Contact"] = ours + "/aide/contacts" };
        var mail = MailText.Compose("mobile-changed", values, origins: [ours, string.Empty]);
        Assert.Contains($"""<p><a href="{ours}/connexion?a=1&amp;b=_c_">{ours}/connexion?a=1&amp;b=_c_</a></p>""", mail.Html, StringComparison.Ordinal);
        Assert.Contains($"""Besoin d’aide ? <a href="{ours}/aide/contacts">{ours}/aide/contacts</a></p>""", mail.Html, StringComparison.Ordinal);
        Assert.Equal(3, mail.Html.Split("<a ").Length - 1);
        Assert.EndsWith($"Me connecter :\n{ours}/connexion?a=1&b=_c_\n\nBesoin d’aide ? {ours}/aide/contacts\n\nL’administrateur des services en ligne", mail.Text, StringComparison.Ordinal);
        foreach (var (name, link) in ((string, string?)[])[
            ("https://evil.example/", null), (ours + ".evil.example/", null), (ours + "@evil.example", null), ("javascript:" + ours + "x", null), ($"{ours}\"onclick=x", null), ($"({ours}/é).", ours + "/é")])
        {
            var html = MailText.Compose("test-message", new Dictionary<string, string> { ["Name"] = name }, origins: [ours]).Html;
            Assert.Equal(link is null ? [] : [link], System.Text.RegularExpressions.Regex.Matches(html, "<a href=\"([^\"]*)\">\\1</a>").Select(match => match.Groups[1].Value));
            Assert.Equal(link is null ? 0 : 1, html.Split("<a").Length - 1);
        }
    }

    [Fact]
    public void A_missing_value_is_a_fault_found_by_tests() =>
        Assert.Throws<InvalidOperationException>(() => MailText.Compose("test-message", new Dictionary<string, string>()));
}
