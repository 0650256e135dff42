using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.MyAccount;

/// <summary>What happened on the account lately, in plain words. What is not shown, and why, is listed in its test.</summary>
internal sealed class ActivityModel(MainDb main, OperationalDb operational, IStringLocalizer<MyAccountTexts> texts) : MyAccountPage
{
    private const string Prefix = "Activity.";

    /// <summary>Moment and words, newest first.</summary>
    public IReadOnlyList<(string At, string Words)> Rows { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        var words = texts.GetAllStrings(includeParentCultures: true).Where(text => text.Name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(text => text.Name[Prefix.Length..], text => text.Value, StringComparer.Ordinal);
        var rows = await AccountActivity.ReadAsync(main, operational, Account.Id, words.Keys, HttpContext.RequestAborted);
        Rows = [.. rows.Select(row => (SessionsModel.Moment(row.At), words[row.Code]))];
    }
}
