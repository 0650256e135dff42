using EduConnect.Core.Accounts;
using EduConnect.Core.Activation;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Web.Design;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Activation;

/// <summary>The children, each with Oui/Non and birth date (rows #54, #71 to #73, #78), last page of a guardian.</summary>
internal sealed class ChildrenModel(
    MainDb main, AnswerAboutChildren answer, ActivateGuardian activate, TimeProvider clock, IStringLocalizer<Texts> dates, IStringLocalizer<FamilyTexts> texts)
    : ActivationPage(ActivationStep.Children)
{
    /// <summary>Form name of the group of all dates: one error for all of them (S-BD1).</summary>
    public const string Group = "Input.Dates";

    /// <summary>What was answered, in the order of <see cref="Children"/>.</summary>
    [BindProperty]
    public List<ChildAnswer> Input { get; set; } = [];

    /// <summary>The children of the account.</summary>
    public IReadOnlyList<Child> Children { get; private set; } = [];

    /// <summary>The sentence for all dates together; null when another message stands.</summary>
    public string? Failure { get; private set; }

    /// <summary>Tries left in this activation, after a mismatch.</summary>
    public int? TriesLeft { get; private set; }

    /// <summary>Nothing was left to confirm, but a date was reported.</summary>
    public bool ReportedOnly { get; private set; }

    /// <summary>Where the summary leads: the first date asked for.</summary>
    public string FirstDate => $"Input[{Math.Max(0, Input.FindIndex(one => one.Tie == true))}].BirthDate";

    /// <summary>Shows the children.</summary>
    public async Task OnGetAsync()
    {
        await LoadAsync();
        Input = [.. Children.Select(child => new ChildAnswer { PupilId = child.PupilId })];
    }

    /// <summary>Judges the answers; activates, or asks once more about what is reported.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var answers = Read();
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var result = await answer.RunAsync(State, Account, answers, Actor, HttpContext.RequestAborted);
        if (result.IsAccepted)
        {
            return result.NeedsSecondLook ? Redirect(Address(ActivationStep.Reports)) : await FinishAsync();
        }

        if (result.Verdict == BirthDateVerdict.BeginAgain)
        {
            return Redirect("/activation/expiree");
        }

        Refuse(result);
        return Again();
    }

    private async Task LoadAsync()
    {
        await AllowReturnAsync();
        Children = await Core.Guardians.Children.OfAsync(main, Account.Id, HttpContext.RequestAborted);
    }

    // The form must speak of the children shown, each once: anything else was not made by this page.
    private List<TieAnswer> Read()
    {
        var typed = Input.GroupBy(one => one.PupilId).ToDictionary(group => group.Key, group => group.First());
        Input = [.. Children.Select(child => typed.GetValueOrDefault(child.PupilId) ?? new ChildAnswer { PupilId = child.PupilId })];
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return [.. Children.Select((child, i) => Read(child, i, today))];
    }

    private TieAnswer Read(Child child, int i, DateOnly today)
    {
        var typed = Input[i];
        if (typed.Tie is null)
        {
            ModelState.AddModelError($"Input[{i}].Tie", texts["Tie.Empty", child.VeiledName]);
        }

        var date = typed.Tie == true ? typed.BirthDate.Read($"Input[{i}].BirthDate", ModelState, dates, today) : null;
        return new TieAnswer(child.PupilId, typed.Tie == true, date, typed.DateIsExact);
    }

    private async Task<IActionResult> FinishAsync()
    {
        var refusal = await activate.RunAsync(State, Account, Actor, HttpContext.RequestAborted);
        return refusal == AccountRefusal.None && State.MailIsProved ? await EnterAsync() : Redirect("/activation");
    }

    private void Refuse(AnswerResult result)
    {
        switch (result.Refusal)
        {
            case TieRefusal.NoneLeft:
                ModelState.AddModelError("Input[0].Tie", texts[Children.Count == 1 ? "Tie.Single" : "Tie.NoneLeft"]);
                break;
            case TieRefusal.OnlyReports:
                ReportedOnly = true;
                break;
            default:
                Failure = texts[BirthDateSentence.Of(result.Verdict, "Dates.Mismatch")];
                TriesLeft = result.Verdict == BirthDateVerdict.Go ? Activations.TriesPerActivation - State.BirthDateTries : null;
                ModelState.AddModelError(Group, Failure);
                break;
        }
    }
}

/// <summary>What the page of the children sends about one of them.</summary>
internal sealed class ChildAnswer
{
    /// <summary>The child.</summary>
    public Guid PupilId { get; set; }

    /// <summary>Oui or Non.</summary>
    public bool? Tie { get; set; }

    /// <summary>Né(e) le.</summary>
    public DateInput BirthDate { get; set; } = new();

    /// <summary>Cette date est exacte.</summary>
    public bool DateIsExact { get; set; }
}
