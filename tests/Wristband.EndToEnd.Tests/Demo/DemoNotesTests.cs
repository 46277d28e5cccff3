using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wristband.DemoApp.Data;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>Notes: apart by tenant, and two people who edit at once lose nothing.</summary>
public class DemoNotesTests(SharedDemo shared)
{
    private const string Notes = DemoHost.Url + "/notes";

    [Fact]
    public async Task A_note_is_written_read_changed_and_deleted()
    {
        var browser = await shared.MemberAsync();

        var empty = await browser.GetAsync(Notes);
        var added = await AddAsync(browser, "Milk", "two <b>bottles</b>");
        var edit = await browser.FollowAsync(added, LinkTo(added, "Milk"));
        var edited = await browser.SubmitAsync(edit, "form", Fields("Oat milk", "one"));
        var delete = await browser.FollowAsync(edited, LinkTo(edited, "Oat milk") + "/delete");
        var deleted = await browser.SubmitAsync(delete, "form");

        empty.Text.ShouldContain("Nothing is written down yet");
        added.Url.ShouldBe(new Uri(Notes));
        added.Text.ShouldContain("The note is saved.");
        added.Document.QuerySelector(".note .text")!.TextContent.ShouldBe("two <b>bottles</b>");
        edit.Document.QuerySelector("textarea")!.TextContent.ShouldBe("two <b>bottles</b>");
        edited.Text.ShouldContain("Your changes are saved.");
        edited.Document.QuerySelector(".note .text")!.TextContent.ShouldBe("one");
        delete.Document.QuerySelector("h2")!.TextContent.ShouldBe("Oat milk");
        deleted.Text.ShouldContain("The note is deleted.");
        deleted.Text.ShouldContain("Nothing is written down yet");
        (await browser.GetAsync(Notes)).Text.ShouldNotContain("The note is deleted.", customMessage: "told once");
        foreach (var page in new[] { empty, added, edit, delete }) ContentRules.Violations(page.Document).ShouldBeEmpty("G-06");
    }

    [Fact]
    public async Task XD14_the_second_part_of_a_long_list_is_the_second()
    {
        var browser = await shared.MemberAsync();
        var form = await browser.GetAsync(Notes + "/new");
        for (var i = 1; i <= 51; i++) await browser.SubmitAsync(form, "form", Fields($"Note {i}", "text"), follow: false);

        var first = await browser.GetAsync(Notes);
        var second = await browser.FollowAsync(first, first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        first.Document.QuerySelectorAll(".note").Length.ShouldBe(50);
        second.Document.QuerySelectorAll(".note").Length.ShouldBe(1);
        second.Document.QuerySelector("a[rel=prev]").ShouldNotBeNull();
        (await browser.GetAsync(Notes + "?page=7")).Text.ShouldBe(second.Text, "a number beyond the end shows the last part");
        (await browser.GetAsync(Notes + "?page=x")).Document.QuerySelectorAll(".note").Length.ShouldBe(50);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/delete")]
    public async Task DM02_a_note_of_another_tenant_is_as_absent_as_one_that_never_was(string verb)
    {
        var (theirs, mine) = (await shared.MemberAsync(), await shared.MemberAsync());
        var path = LinkTo(await AddAsync(theirs, "Ours", "secret plan"), "Ours") + verb;
        var never = $"/notes/0000000000000000{verb}";
        var form = await mine.FollowAsync(await AddAsync(mine, "Mine", "text"), "/notes/new");

        var (read, readNever) = (await mine.GetAsync(DemoHost.Url + path), await mine.GetAsync(DemoHost.Url + never));
        var write = await PostAsync(mine, form, path, [("Input.Title", "Theft"), ("Input.Version", "1"), ("Version", "1")]);
        var writeNever = await PostAsync(mine, form, never, [("Input.Title", "Theft"), ("Input.Version", "1"), ("Version", "1")]);

        read.Status.ShouldBe(HttpStatusCode.NotFound);
        write.Status.ShouldBe(HttpStatusCode.NotFound);
        Told(read).ShouldBe(Told(readNever));
        Told(write).ShouldBe(Told(writeNever));
        (await mine.GetAsync(Notes)).Text.ShouldNotContain("secret plan");
        (await theirs.GetAsync(Notes)).Text.ShouldContain("secret plan");
    }

    [Fact]
    public async Task DM02_a_change_merges_only_the_listed_fields()
    {
        var (mine, other) = (await shared.MemberAsync(), await shared.MemberAsync());
        var list = await AddAsync(mine, "Mine", "text");
        var path = LinkTo(list, "Mine");
        var form = await mine.FollowAsync(list, path);

        await PostAsync(mine, form, path,
        [
            ("Input.Title", "Changed"), ("Input.Text", "text"), ("Input.Version", "1"),
            ("Input.TenantId", "other"), ("TenantId", "other"), ("Note.TenantId", "other"),
            ("Input.Id", "0000000000000000"), ("Input.ChangedBy", "Somebody else"), ("ChangedBy", "Somebody else"),
            ("Input.ChangedAt", "2001-01-01"),
        ]);

        var after = await mine.GetAsync(Notes);
        LinkTo(after, "Changed").ShouldBe(path);
        after.Document.QuerySelector(".note .fine")!.TextContent.ShouldStartWith("Given,");
        after.Text.ShouldContain("2026-01-15");
        (await other.GetAsync(Notes)).Text.ShouldContain("Nothing is written down yet");
    }

    [Fact]
    public async Task Two_people_who_edit_at_once_see_both_versions_and_lose_nothing()
    {
        var (ann, bob) = await TwoInOneTenantAsync();
        var list = await AddAsync(ann, "Plan", "first");
        var path = LinkTo(list, "Plan");
        var (annsForm, bobsForm) = (await ann.FollowAsync(list, path), await bob.GetAsync(DemoHost.Url + path));

        await bob.SubmitAsync(bobsForm, "form", Fields("Plan", "what Bob wrote"));
        var conflict = await ann.SubmitAsync(annsForm, "form", Fields("Plan A", "what Ann wrote"));
        var saved = await ann.SubmitAsync(conflict, "form", Fields("Plan A", "what both wrote"));

        conflict.Status.ShouldBe(HttpStatusCode.Conflict);
        conflict.Document.QuerySelector("h1")!.TextContent.ShouldBe("Somebody was faster");
        conflict.Document.QuerySelector("section.card .text")!.TextContent.ShouldBe("what Bob wrote");
        conflict.Document.QuerySelector("textarea")!.TextContent.ShouldBe("what Ann wrote");
        conflict.Document.QuerySelector("#title")!.GetAttribute("value").ShouldBe("Plan A");
        saved.Status.ShouldBe(HttpStatusCode.OK);
        (await bob.GetAsync(Notes)).Text.ShouldContain("what both wrote");
    }

    [Fact]
    public async Task Text_written_for_a_note_that_was_deleted_meanwhile_can_be_saved_as_a_new_one()
    {
        var (ann, bob) = await TwoInOneTenantAsync();
        var list = await AddAsync(ann, "Plan", "first");
        var path = LinkTo(list, "Plan");
        var annsForm = await ann.FollowAsync(list, path);

        await bob.SubmitAsync(await bob.GetAsync(DemoHost.Url + path + "/delete"), "form");
        var gone = await ann.SubmitAsync(annsForm, "form", Fields("Plan", "a long thought"));
        var saved = await ann.SubmitAsync(gone, "form");

        gone.Status.ShouldBe(HttpStatusCode.NotFound);
        gone.Document.QuerySelector("h1")!.TextContent.ShouldBe("This note is gone");
        gone.Document.QuerySelector("textarea")!.TextContent.ShouldBe("a long thought");
        saved.Url.ShouldBe(new Uri(Notes));
    }

    [Fact]
    public async Task A_note_that_was_changed_meanwhile_is_not_deleted_unseen()
    {
        var (ann, bob) = await TwoInOneTenantAsync();
        var list = await AddAsync(ann, "Plan", "first");
        var path = LinkTo(list, "Plan");
        var confirm = await ann.FollowAsync(list, path + "/delete");

        await bob.SubmitAsync(await bob.GetAsync(DemoHost.Url + path), "form", Fields("Plan", "second"));
        var asked = await ann.SubmitAsync(confirm, "form");
        var deleted = await ann.SubmitAsync(asked, "form");

        asked.Status.ShouldBe(HttpStatusCode.Conflict);
        asked.Document.QuerySelector(".text")!.TextContent.ShouldBe("second");
        deleted.Text.ShouldContain("The note is deleted.");
    }

    [Fact]
    public async Task DM04_a_viewer_writes_but_does_not_delete()
    {
        var viewer = await shared.MemberAsync("viewer");
        var list = await AddAsync(viewer, "Mine", "text");

        var refused = await viewer.GetAsync(DemoHost.Url + LinkTo(list, "Mine") + "/delete");

        list.Document.QuerySelector("a[href$='/delete']").ShouldBeNull();
        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("", "text", "Give the note a title.", "#title")]
    [InlineData("   ", "text", "Give the note a title.", "#title")]
    [InlineData(null, "text", "The title is too long; 100 characters fit.", "#title")]
    [InlineData("title", null, "The text is too long; 2000 characters fit.", "#text")]
    public async Task A_mistake_is_told_beside_its_field_and_what_was_typed_survives(
        string? title, string? text, string error, string field)
    {
        var browser = await shared.MemberAsync();
        var form = await browser.GetAsync(Notes + "/new");

        var page = await browser.SubmitAsync(form, "form", Fields(title ?? new string('t', 101), text ?? new string('x', 2001)));

        var input = page.Document.QuerySelector(field)!;
        input.GetAttribute("aria-invalid").ShouldBe("true");
        page.Document.QuerySelector("#" + input.GetAttribute("aria-describedby")!.Split(' ')[^1])!.TextContent.ShouldBe(error);
        page.Document.QuerySelector("textarea")!.TextContent.ShouldBe(text ?? new string('x', 2001));
        (await browser.GetAsync(Notes)).Text.ShouldContain("Nothing is written down yet");
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_token_changes_nothing()
    {
        var browser = await shared.MemberAsync();
        using var body = new FormUrlEncodedContent(Fields("Planted", "by another site"));

        var answer = await browser.FetchAsync(HttpMethod.Post, Notes + "/new", body);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.GetAsync(Notes)).Text.ShouldNotContain("Planted");
    }

    [Fact]
    public async Task DM02_every_table_is_filtered_by_tenant()
    {
        await using var scope = shared.Host.Services.CreateAsyncScope();
        var tables = scope.ServiceProvider.GetRequiredService<DemoDbContext>().Model.GetEntityTypes().ToList();

        tables.Count.ShouldBeGreaterThan(1);
        foreach (var table in tables)
        {
            table.ClrType.IsAssignableTo(typeof(ITenantRow)).ShouldBeTrue(table.ClrType.Name);
            table.FindPrimaryKey()!.Properties[0].Name.ShouldBe(nameof(ITenantRow.TenantId));
            table.GetDeclaredQueryFilters().ShouldHaveSingleItem().Expression!.ToString().ShouldContain("row.TenantId ==");
        }
    }

    [Fact]
    public async Task The_migrations_describe_the_tables()
    {
        await using var scope = shared.Host.Services.CreateAsyncScope();

        scope.ServiceProvider.GetRequiredService<DemoDbContext>().Database.HasPendingModelChanges().ShouldBeFalse();
    }

    private async Task<(Browser, Browser)> TwoInOneTenantAsync()
    {
        var tenant = await shared.Platform.TenantAsync(shared.Host.Application);
        return (await shared.SignInAsync(await shared.Platform.UserAsync(tenant, role: "owner")),
            await shared.SignInAsync(await shared.Platform.UserAsync(tenant, role: "owner")));
    }

    private static async Task<Page> AddAsync(Browser browser, string title, string text) =>
        await browser.SubmitAsync(await browser.GetAsync(Notes + "/new"), "form", Fields(title, text));

    /// <summary>Posts to an address that no form of this person leads to, with the antiforgery token of one that does.</summary>
    private static async Task<Page> PostAsync(Browser browser, Page form, string path, (string Name, string Value)[] fields)
    {
        form.Document.QuerySelector("form")!.SetAttribute("action", path);
        return await browser.SubmitAsync(form, "form", fields.ToDictionary(f => f.Name, f => f.Value));
    }

    private static string LinkTo(Page list, string title) =>
        list.Document.QuerySelectorAll(".note h2 a").Single(a => a.TextContent == title).GetAttribute("href")!;

    private static Dictionary<string, string> Fields(string title, string text) => new() { ["Input.Title"] = title, ["Input.Text"] = text };

    private static string Told(Page page) => page.Document.QuerySelector("h1")!.TextContent;
}
