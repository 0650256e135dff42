using System.Net;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.SignIn;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>Only the host of the public origin is answered; machines that ask a node by its own address get health, metrics and gateway reports.</summary>
[Trait("Rule", "S-RC2")]
public sealed class PublicHostTests
{
    [Theory]
    [InlineData("educonnect.example", true)]
    [InlineData("EDUCONNECT.example:8443", true)]
    [InlineData("evil.example", false)]
    [InlineData("educonnect.example.evil.example", false)]
    [InlineData("localhost", false)]
    [InlineData("10.0.0.11:5080", false)]
    public async Task Another_host_is_refused_before_anything_else(string host, bool isOurs)
    {
        await using var family = await Family.StartAsync(settings: ["--Service:PublicOrigin=https://educonnect.example", "--Metrics:Key=une-cle-de-trente-deux-signes-au-moins"]);
        using var browser = family.Browser();
        var form = await browser.GetAsync("/identifiant-oublie/mail?profil=responsable");
        Assert.Equal(HttpStatusCode.OK, form.Status);
        browser.Headers["Host"] = host;
        foreach (var address in (string[])["/connexion", "/.well-known/openid-configuration", "/idp/shibboleth", "/n-existe-pas"])
        {
            var page = await browser.GetAsync(address);
            Assert.Equal(isOurs, page.Status != HttpStatusCode.BadRequest);
            Assert.Equal(isOurs, page.Body.Length > 0);
            Assert.Equal(isOurs, page.Response.Headers.Contains("Content-Security-Policy") || page.Status == HttpStatusCode.OK);
        }

        Assert.Equal(isOurs, (await browser.SubmitAsync(form, new Dictionary<string, string>())).Status != HttpStatusCode.BadRequest);
        Assert.Empty(await family.OperationalAsync<OutboxMessage>());
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health/ready-read")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/passerelle/sms/" + Guid.NewGuid())).Status);
        browser.Headers["Authorization"] = "Bearer une-cle-de-trente-deux-signes-au-moins";
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/metrics")).Status);
    }

    [Theory]
    [InlineData("127.0.0.1:80", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    public async Task A_node_of_this_machine_answers_by_every_name_of_it(string host, HttpStatusCode status)
    {
        await using var app = await TestApp.StartAsync();
        using var browser = app.Browser();
        browser.Headers["Host"] = host;
        Assert.Equal(status, (await browser.GetAsync("/connexion/responsable")).Status);
    }
}
