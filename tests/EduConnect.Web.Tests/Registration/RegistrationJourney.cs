using System.Globalization;
using System.Text.RegularExpressions;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Registration;

/// <summary>Short ways through the pages of a registration, for the families of <see cref="Family"/>: everybody has the same number.</summary>
internal static partial class RegistrationJourney
{
    public const string Phone = "+33639980001";
    public const string TypedPhone = "06 39 98 00 01";
    public const string Password = "trois hiboux en laine";

    public static async Task<Page> IdentityAsync(PageClient browser, string family = "Morel", string first = "Claire", string phone = TypedPhone, string query = "")
    {
        var page = await browser.GetAsync("/inscription" + query);
        return await browser.SubmitAsync(page, new Dictionary<string, string> { ["Input.FamilyName"] = family, ["Input.FirstName"] = first, ["Input.Phone"] = phone });
    }

    public static Task<Page> CodeAsync(PageClient browser, Page page, string code) =>
        browser.SubmitAsync(page, new Dictionary<string, string> { ["Input.Code"] = code }, "#code");

    public static Task<Page> PasswordAsync(PageClient browser, Page page, string password = Password, string? again = null, bool shared = false)
    {
        var values = new Dictionary<string, string> { ["Input.Password"] = password, ["Input.Again"] = again ?? password };
        if (shared)
        {
            values["Input.Shared"] = "true";
        }

        return browser.SubmitAsync(page, values, "#password");
    }

    /// <summary>Up to the page of the children.</summary>
    public static async Task<Page> ToChildrenAsync(Family family, PageClient browser, string last = "Morel", string first = "Claire", string query = "")
    {
        var page = await IdentityAsync(browser, last, first, query: query);
        return await CodeAsync(browser, page, await SentAsync(family));
    }

    /// <summary>Answers about the children in the order of the page; null is "Non".</summary>
    public static Task<Page> ChildrenAsync(PageClient browser, Page page, IReadOnlyList<DateOnly?> dates, int[]? exact = null)
    {
        var values = new Dictionary<string, string>();
        for (var i = 0; i < dates.Count; i++)
        {
            values[$"Input[{i}].Tie"] = dates[i] is null ? "false" : "true";
            if (dates[i] is { } date)
            {
                values[$"Input[{i}].BirthDate.Day"] = date.Day.ToString(CultureInfo.InvariantCulture);
                values[$"Input[{i}].BirthDate.Month"] = date.Month.ToString(CultureInfo.InvariantCulture);
                values[$"Input[{i}].BirthDate.Year"] = date.Year.ToString(CultureInfo.InvariantCulture);
            }

            if (exact?.Contains(i) == true)
            {
                values[$"Input[{i}].DateIsExact"] = "true";
            }
        }

        return browser.SubmitAsync(page, values);
    }

    /// <summary>The eight digits of the newest SMS to a number.</summary>
    public static async Task<string> SentAsync(Family family, string phone = Phone)
    {
        var messages = await family.OperationalAsync<OutboxMessage>();
        var last = messages.Where(message => message.Recipient == phone).OrderBy(message => message.CreatedAt).Last();
        Assert.True(family.App.Services.GetRequiredService<SecretTexts>().Open(last));
        return Digits().Match(last.Text).Value.Replace(" ", string.Empty, StringComparison.Ordinal);
    }

    public static async Task<int> SmsAsync(Family family) => (await family.OperationalAsync<OutboxMessage>()).Count(message => message.Channel == Channel.Sms);

    [GeneratedRegex("[0-9]{4} [0-9]{4}")]
    private static partial Regex Digits();
}
