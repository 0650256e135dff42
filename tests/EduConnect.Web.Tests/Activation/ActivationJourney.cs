using EduConnect.Core.Platform.Outbox;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.SignIn;

namespace EduConnect.Web.Tests.Activation;

/// <summary>Short ways through the pages of an activation.</summary>
internal static class ActivationJourney
{
    public const string Password = "trois hiboux en laine";

    public static Task<Page> PasswordAsync(PageClient browser, Page page, string password = Password, string? again = null) =>
        browser.SubmitAsync(page, new Dictionary<string, string> { ["Input.Password"] = password, ["Input.Again"] = again ?? password });

    public static Task<Page> AddressAsync(PageClient browser, Page page, string mail, string? again = null) =>
        browser.SubmitAsync(page, new Dictionary<string, string> { ["Input.Mail"] = mail, ["Input.Again"] = again ?? mail });

    public static Task<Page> BirthDateAsync(PageClient browser, Page page, DateOnly date, string prefix = "Input")
    {
        var values = new Dictionary<string, string>();
        Date(values, prefix + ".BirthDate", date);
        return browser.SubmitAsync(page, values);
    }

    /// <summary>Answers about Inès first and Malo second, as the page shows them; null is "Non".</summary>
    public static Task<Page> ChildrenAsync(PageClient browser, Page page, params DateOnly?[] dates)
    {
        var values = new Dictionary<string, string>();
        for (var i = 0; i < dates.Length; i++)
        {
            values[$"Input[{i}].Tie"] = dates[i] is null ? "false" : "true";
            if (dates[i] is { } date)
            {
                Date(values, $"Input[{i}].BirthDate", date);
            }
        }

        return browser.SubmitAsync(page, values);
    }

    /// <summary>The guardian up to the page of the children.</summary>
    public static async Task<Page> ToChildrenAsync(Family family, PageClient browser, string username, Guid account, string mail = "claire@exemple.fr")
    {
        var page = await Family.SignInAsync(browser, "responsable", username, await family.InformAsync(account));
        page = await AddressAsync(browser, page, mail);
        return await PasswordAsync(browser, page);
    }

    public static async Task<OutboxMessage> MailAsync(Family family, string template) => (await family.MainAsync<OutboxMessage>()).Where(mail => mail.Template == template).OrderBy(mail => mail.CreatedAt).Last();

    public static string Link(OutboxMessage mail) =>
        new Uri(mail.Text.Split('\n').Single(line => line.Contains("/activation/", StringComparison.Ordinal)).Trim()).AbsolutePath;

    private static void Date(Dictionary<string, string> values, string name, DateOnly date)
    {
        values[name + ".Day"] = date.Day.ToString(System.Globalization.CultureInfo.InvariantCulture);
        values[name + ".Month"] = date.Month.ToString("00", System.Globalization.CultureInfo.InvariantCulture);
        values[name + ".Year"] = date.Year.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
