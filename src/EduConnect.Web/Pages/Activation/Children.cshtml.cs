using System.Text.Json;
using EduConnect.Core.Activation;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Web.Design;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Activation;

/// <summary>The children, each with Oui/Non and birth date (rows #54, #71 to #73, #78), last page of a guardian.</summary>
internal sealed class ChildrenModel(
    MainDb main, AnswerAboutChildren answer, TimeProvider clock, IStringLocalizer<Texts> dates, IStringLocalizer<FamilyTexts> texts)
    : ActivationPage(ActivationStep.Children)
{
    /// <summary>What was answered.</summary>
    [BindProperty]
    public List<ChildAnswer> Input { get; set; } = [];

    /// <summary>The children of the account, with the answers.</summary>
    public ChildrenForm Form { get; private set; } = null!;

    /// <summary>Shows the children.</summary>
    public Task OnGetAsync()
    {
        Input = ChildrenForm.Given(State.Decision is { } kept ? JsonSerializer.Deserialize<TieDecision>(kept) : null);
        return LoadAsync();
    }

    /// <summary>Judges the answers; activates, or asks once more about what is reported.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (Form.Children.Count == 0)
        {
            return Again();
        }

        var answers = Form.Read(ModelState, dates, texts, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var result = await answer.RunAsync(State, Account, answers, Actor, HttpContext.RequestAborted);
        if (result.IsAccepted)
        {
            return result.NeedsSecondLook ? Redirect(Address(ActivationStep.Reports)) : await FinishAsync();
        }

        if (ChildrenForm.EndsWith(result, State.BirthDateTries))
        {
            return Expire();
        }

        Form.Refuse(result, State.BirthDateTries, ModelState, texts);
        return Again();
    }

    private async Task LoadAsync()
    {
        await AllowReturnAsync();
        var record = await main.Set<GuardianRecord>().AsNoTracking().Where(record => record.AccountId == Account.Id && record.GoneAt == null)
            .OrderBy(record => record.Id).Select(record => new { record.FirstName, record.UsualName }).FirstOrDefaultAsync(HttpContext.RequestAborted);
        // Before a birth date was given no family name is shown (domain 5).
        var holder = record is null ? null : record.UsualName.Length > 0 ? $"{record.FirstName} {record.UsualName[0]}." : record.FirstName;
        Form = new ChildrenForm(await Core.Guardians.Children.OfAsync(main, Account.Id, HttpContext.RequestAborted), Input, texts["Children.Activate"]) { Holder = holder?.Trim() };
    }
}
