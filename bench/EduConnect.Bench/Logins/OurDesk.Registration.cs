using System.Globalization;
using System.Text.RegularExpressions;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Bench.Logins;

/// <summary>Self-registrations: every page and form of them, the code taken from the outbox as the worker would.</summary>
internal sealed partial class OurDesk
{
    private static readonly DateOnly ChildBirth = new(2014, 3, 27);
    private int _registered;

    /// <summary>From "Je n'ai pas de compte" to the session.</summary>
    public async Task RegisterAsync()
    {
        var person = Interlocked.Increment(ref _registered) - 1;
        using var browser = new FormBrowser(_connections);
        var (address, body) = await browser.GoAsync(new Uri(_server.Origin + "/inscription?returnUrl=%2F_arrived"));
        (address, body) = await SendAsync(browser, address, body, new("Input.FamilyName", "inscrit"), new("Input.FirstName", "ariane"), new("Input.Phone", Mobile(person)));
        (address, body) = await SendAsync(browser, address, body, new KeyValuePair<string, string>("Input.Code", await CodeAsync(Mobile(person))));
        (address, body) = await SendAsync(
            browser, address, body, new("Input[0].PupilId", PupilField().Match(body).Groups[1].Value), new("Input[0].Tie", "true"), new("Input[0].BirthDate.Day", "27"),
            new("Input[0].BirthDate.Month", "3"), new("Input[0].BirthDate.Year", "2014"));
        if (address.AbsolutePath != "/inscription/mot-de-passe")
        {
            throw new InvalidOperationException($"The registration stopped at {address}.");
        }

        try
        {
            await SendAsync(browser, address, body, new("Input.Password", Password), new("Input.Again", Password));
        }
        catch (InvalidOperationException) when (browser.Cookies.GetAllCookies()["session"] is not null)
        {
            // The page that would follow does not exist, so that it costs nothing: the session is there.
        }
    }

    private static string Mobile(int person) => string.Create(CultureInfo.InvariantCulture, $"+3363998{person:0000}");

    private static Task<(Uri Address, string Body)> SendAsync(FormBrowser browser, Uri address, string body, params KeyValuePair<string, string>[] fields) =>
        browser.GoAsync(address, [.. fields, new("__RequestVerificationToken", FormBrowser.Token(body))]);

    private async Task<string> CodeAsync(string phone)
    {
        await using var operational = _server.OpenOperational();
        var message = await operational.Set<OutboxMessage>().AsNoTracking().SingleAsync(sms => sms.Recipient == phone);
        var random = new SystemRandomSource();
        new SecretTexts(new SealedBytes(new KeyRing(_server.Keys, TimeProvider.System, random), random)).Open(message);
        return CodeShown().Match(message.Text).Value;
    }

    [GeneratedRegex("[0-9]{4} [0-9]{4}")]
    private static partial Regex CodeShown();

    [GeneratedRegex("name=\"Input\\[0\\]\\.PupilId\"[^>]* value=\"([^\"]+)\"")]
    private static partial Regex PupilField();
}
