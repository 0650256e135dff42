using EduConnect.Core.Activation.Registration;
using EduConnect.Web.Design;
using EduConnect.Web.Pages.Activation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Registration;

/// <summary>Every child of every matching record, each with Oui/Non and birth date (rows #41, #48, #71 to #73); the last page with FranceConnect.</summary>
internal sealed class ChildrenModel(
    Registrations registrations, AnswerAboutFamily answer, TimeProvider clock, IStringLocalizer<Texts> dates, IStringLocalizer<FamilyTexts> texts)
    : RegistrationPage(RegistrationStep.Children)
{
    /// <summary>What was answered.</summary>
    [BindProperty]
    public List<ChildAnswer> Input { get; set; } = [];

    /// <summary>The children, with the answers.</summary>
    public ChildrenForm Form { get; private set; } = null!;

    /// <summary>Shows the children.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        Input = ChildrenForm.Given(State.TieDecision);
        return await LoadAsync() is null ? GiveUp() : Page();
    }

    /// <summary>Judges the answers and goes on, or asks once more about what is reported.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is not { } family)
        {
            return GiveUp();
        }

        var answers = Form.Read(ModelState, dates, texts, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var result = await answer.RunAsync(State, family, answers, Actor(family.Account), HttpContext.RequestAborted);
        if (result.IsAccepted)
        {
            return State is { IsDecided: true, Person: not null } ? await FinishAsync(family, null) : GoOn();
        }

        if (ChildrenForm.EndsWith(result, State.BirthDateTries))
        {
            return GiveUp();
        }

        Form.Refuse(result, State.BirthDateTries, ModelState, texts);
        return Again();
    }

    private async Task<RegistrationFamily?> LoadAsync()
    {
        await AllowReturnAsync();
        var family = await registrations.FamilyAsync(State, HttpContext.RequestAborted);
        Form = new ChildrenForm(family?.Asked.Children ?? [], Input, texts["Children.Confirm"]);
        return Form.Children.Count == 0 ? null : family;
    }
}
