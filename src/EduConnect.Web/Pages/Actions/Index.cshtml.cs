using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Activation;
using EduConnect.Core.Guardians;
using EduConnect.Core.Guardians.Actions;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Web.Design;
using EduConnect.Web.Hosting.Sessions;
using EduConnect.Web.Pages.Activation;
using EduConnect.Web.Pages.MyAccount;
using EduConnect.Web.Pages.Recovery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Actions;

/// <summary>The intermediate page (rows #81 to #87): what waits for a guardian, between signing in and going on.</summary>
internal sealed class IndexModel(
    MainDb main, ActionsReader reader, AnswerChildren answer, KeepOwnContact keep, RequestMailChange request, MobileSteps mobiles, PasswordProof proof, ReturnAddress returns,
    TimeProvider clock, IStringLocalizer<Texts> dates, IStringLocalizer<FamilyTexts> family, IStringLocalizer<MyAccountTexts> texts) : MyAccountPage(forGuardians: true)
{
    /// <summary>Form name of the group of all dates: one error for all of them (S-BD1).</summary>
    public const string Group = "Input.Dates";

    /// <summary>Where to go afterwards.</summary>
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>Answers about children, in the order shown.</summary>
    [BindProperty]
    public List<ChildAnswer> Input { get; set; } = [];

    /// <summary>The address chosen; null when none was.</summary>
    [BindProperty]
    public string? Mail { get; set; }

    /// <summary>The number chosen; null when none was.</summary>
    [BindProperty]
    public string? Mobile { get; set; }

    /// <summary>What waits.</summary>
    public PendingActions Pending { get; private set; } = null!;

    /// <summary>The sentence for all dates together; null when another message stands.</summary>
    public string? Failure { get; private set; }

    /// <summary>A contact was chosen too long after signing in: the page leads to the sign-in and back.</summary>
    public bool MustProve { get; private set; }

    /// <summary>What was answered about children is carried out.</summary>
    public bool AreChildrenDone { get; private set; }

    /// <summary>The sign-in page; it leads back here, since something waits.</summary>
    public string SignInAddress => RecoveryAddress.SignIn(AccountKind.Guardian, Target);

    /// <summary>Where "Ignorer" leads.</summary>
    public string Target => ReturnAddress.Safe(ReturnUrl);

    /// <summary>Whether there is anything to answer, beside reminders.</summary>
    public bool HasQuestions => Pending.Children.Count > 0 || Pending.Mail is not null || Pending.Mobile is not null;

    /// <summary>Where the summary leads: the first date asked for.</summary>
    public string FirstDate => $"Input[{Math.Max(0, Input.FindIndex(one => one.Tie == true))}].BirthDate";

    /// <summary>Shows the page, or goes on when nothing waits.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        Input = [.. Pending.Children.Select(one => new ChildAnswer { PupilId = one.Child.PupilId })];
        return Pending.IsEmpty ? Redirect(Target) : Page();
    }

    /// <summary>Carries out what was answered.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var answers = ReadChildren();
        var (mail, mobile) = (Chosen(Pending.Mail, Mail), Chosen(Pending.Mobile, Mobile));
        if (ModelState.IsValid && answers.Count == 0 && mail is null && mobile is null && !Input.Exists(one => one.Tie is not null))
        {
            ModelState.AddModelError(string.Empty, texts["Actions.Nothing"]);
        }

        if (!ModelState.IsValid)
        {
            return Again();
        }

        var result = answers.Count == 0 ? null : await answer.RunAsync(Session, answers, Actor, HttpContext.RequestAborted);
        if (result is { IsAccepted: false })
        {
            Refuse(result, answers);
            return Again();
        }

        AreChildrenDone = result is { NeedsSecondLook: false };
        var next = await ContactsAsync(WhenFresh(mail, Pending.Mail, nameof(Mail)), WhenFresh(mobile, Pending.Mobile, nameof(Mobile)));
        next = MustProve ? null : next;
        if (result?.NeedsSecondLook == true)
        {
            // A contact that could not be taken is asked about again after the second look.
            return Redirect(QueryHelpers.AddQueryString("/actions/signalement", "returnUrl", next ?? QueryHelpers.AddQueryString("/actions", "returnUrl", Target)));
        }

        return next is null ? await RemainingAsync() : Redirect(next);
    }

    private async Task LoadAsync()
    {
        await returns.AllowAsync(HttpContext, ReturnUrl);
        Pending = await reader.ReadAsync(main, Account, HttpContext.RequestAborted);
    }

    // The form must speak of the children shown, each once: anything else was not made by this page.
    private List<TieAnswer> ReadChildren()
    {
        var typed = Input.GroupBy(one => one.PupilId).ToDictionary(group => group.Key, group => group.First());
        Input = [.. Pending.Children.Select(one => typed.GetValueOrDefault(one.Child.PupilId) ?? new ChildAnswer { PupilId = one.Child.PupilId })];
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return [.. Pending.Children.Select((one, i) => Read(one, i, today)).Where(one => one is not null).Select(one => one!)];
    }

    private TieAnswer? Read(PendingChild pending, int i, DateOnly today)
    {
        var typed = Input[i];
        if (typed.Tie is null && !string.IsNullOrWhiteSpace(typed.BirthDate.Day + typed.BirthDate.Month + typed.BirthDate.Year))
        {
            ModelState.AddModelError($"Input[{i}].Tie", texts["Actions.Tie", pending.Child.VeiledName]);
        }

        return typed.Tie switch
        {
            true => new TieAnswer(pending.Child.PupilId, true, typed.BirthDate.Read($"Input[{i}].BirthDate", ModelState, dates, today), typed.DateIsExact),
            false when !pending.IsReported => new TieAnswer(pending.Child.PupilId, false, null, false),
            _ => null,
        };
    }

    private static string? Chosen(ContactChoice? choice, string? typed) => typed is not null && (typed == choice?.Own || choice?.Others.Contains(typed) == true) ? typed : null;

    // A contact of the source becomes the account's: the holder must have proved who they are in the last 5 minutes (S-RC6). Nothing else waits for it.
    private string? WhenFresh(string? chosen, ContactChoice? choice, string field)
    {
        if (chosen is null || chosen == choice!.Own || proof.IsFresh(Session))
        {
            return chosen;
        }

        ModelState.AddModelError(field, texts["Proof.Stale"]);
        MustProve = true;
        return null;
    }

    private void Refuse(AnswerResult result, List<TieAnswer> answers)
    {
        var first = Math.Max(0, Input.FindIndex(one => one.PupilId == answers[0].PupilId));
        switch (result.Refusal)
        {
            case TieRefusal.NoneLeft:
                ModelState.AddModelError($"Input[{first}].Tie", family[answers.Count == 1 ? "Tie.Single" : "Tie.NoneLeft"]);
                break;
            case TieRefusal.Incomplete:
                ModelState.AddModelError(string.Empty, texts["Actions.Again"]);
                break;
            default:
                Failure = result.Verdict == BirthDateVerdict.BeginAgain ? texts["Actions.Session"] : family[BirthDateSentence.Of(result.Verdict, "Dates.Mismatch")];
                ModelState.AddModelError(Group, Failure);
                break;
        }
    }

    /// <summary>Carries out the choices of contacts.</summary>
    /// <returns>where to go next: the page of the code when a number was chosen; null when one of them could not be taken, and the page says why</returns>
    private async Task<string?> ContactsAsync(string? mail, string? mobile)
    {
        var (ownMail, ownMobile) = (mail is not null && mail == Pending.Mail?.Own, mobile is not null && mobile == Pending.Mobile?.Own);
        if (ownMail || ownMobile)
        {
            await keep.RunAsync(Account.Id, ownMail, ownMobile, Actor, HttpContext.RequestAborted);
        }

        if (mail is not null && !ownMail && !await RequestAsync(mail))
        {
            return null;
        }

        if (mobile is null || ownMobile)
        {
            return Target;
        }

        if (CodeSentence.Of(await mobiles.BeginAsync(HttpContext, Session, mobile)) is { } refused)
        {
            ModelState.AddModelError(nameof(Mobile), texts[refused]);
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return null;
        }

        return QueryHelpers.AddQueryString("/mon-compte/portable/code", "returnUrl", Target);
    }

    private async Task<bool> RequestAsync(string mail)
    {
        switch (await request.RunAsync(Account.Id, mail, Actor, HttpContext.RequestAborted))
        {
            case MailChangeOutcome.TooMany:
                ModelState.AddModelError(nameof(Mail), family["Mail.TooMany"]);
                Response.StatusCode = StatusCodes.Status429TooManyRequests;
                return false;
            case MailChangeOutcome.Gone:
                ModelState.AddModelError(nameof(Mail), texts["Actions.Again"]);
                return false;
            default:
                return true;
        }
    }

    // What was carried out is not asked about again: only the answers about contacts stay as they were given.
    private async Task<PageResult> RemainingAsync()
    {
        await LoadAsync();
        foreach (var key in ModelState.Keys.Where(key => key.StartsWith("Input[", StringComparison.Ordinal)).ToList())
        {
            ModelState.Remove(key);
        }

        Input = [.. Pending.Children.Select(one => new ChildAnswer { PupilId = one.Child.PupilId })];
        return Again();
    }
}
