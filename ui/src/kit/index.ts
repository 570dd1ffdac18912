/** The kit: the only place that names a vendor's component. See README.md for each one's props. */
import "@oicl/openbridge-webcomponents/src/palettes/variables.css";
import "@fontsource-variable/noto-sans/wght.css";
import "./tokens.css";
import "./base.css";
import "./control.css";

export { default as BrillianceMenu } from "./BrillianceMenu.svelte";
export { default as Button } from "./Button.svelte";
export { default as Checkbox } from "./Checkbox.svelte";
export { default as Chip } from "./Chip.svelte";
export { default as Choices } from "./Choices.svelte";
export { default as DateTimeField } from "./DateTimeField.svelte";
export { default as EmptyState } from "./EmptyState.svelte";
export { default as FactList } from "./FactList.svelte";
export { default as Field } from "./Field.svelte";
export { default as Figure } from "./Figure.svelte";
export { default as FilterBar } from "./FilterBar.svelte";
export { default as Icon } from "./Icon.svelte";
export { default as IconButton } from "./IconButton.svelte";
export { default as LinkList } from "./LinkList.svelte";
export { default as ListPage } from "./ListPage.svelte";
export { default as Loading } from "./Loading.svelte";
export { default as Menu } from "./Menu.svelte";
export { default as NameCell } from "./NameCell.svelte";
export { default as Navigation } from "./Navigation.svelte";
export { default as Notice } from "./Notice.svelte";
export { default as NumberField } from "./NumberField.svelte";
export { default as PageHead } from "./PageHead.svelte";
export { default as PathField } from "./PathField.svelte";
export { default as PersonTiles } from "./PersonTiles.svelte";
export { default as PinPad } from "./PinPad.svelte";
export { default as PlainTable } from "./PlainTable.svelte";
export { default as Popup } from "./Popup.svelte";
export { default as Progress } from "./Progress.svelte";
export { default as QuantityField } from "./QuantityField.svelte";
export { default as RecordField } from "./RecordField.svelte";
export { default as Section } from "./Section.svelte";
export { default as Segments } from "./Segments.svelte";
export { default as SelectField } from "./SelectField.svelte";
export { default as Sheet } from "./Sheet.svelte";
export { default as ShipTime } from "./ShipTime.svelte";
export { default as Skeleton } from "./Skeleton.svelte";
export { default as Stepper } from "./Stepper.svelte";
export { default as StockFigure } from "./StockFigure.svelte";
export { default as Table } from "./Table.svelte";
export { default as Tabs } from "./Tabs.svelte";
export { default as TextArea } from "./TextArea.svelte";
export { default as TextField } from "./TextField.svelte";
export { default as Timeline } from "./Timeline.svelte";
export { default as TipLayer } from "./TipLayer.svelte";
export { default as TopBar } from "./TopBar.svelte";
export { default as Tree } from "./Tree.svelte";
export { default as WrittenFile } from "./WrittenFile.svelte";
export { ageOf } from "./age";
export { shipTime } from "./clock.svelte";
export { isPositive, negated, parseDecimal, showDecimal, stepDecimal, sumOf } from "./decimal";
export { display, PALETTES, SIZES, type Palette, type Size } from "./display.svelte";
export { idle, IDLE_CHOICES } from "./idle.svelte";
export type { IconName } from "./icons";
export { recall, remember, RememberedFilters } from "./remembered.svelte";
export { href, route } from "./route.svelte";
export type { RowLoader, RowPage, Sort } from "./rowWindow.svelte";
export { showOffset, type Offset } from "./shipTime";
export type {
  Column,
  LinkRow,
  MenuItem,
  PersonTile,
  Place,
  RecordOption,
  TimelineEvent,
} from "./shapes";
export { situation } from "./situation.svelte";
export { tip, tipWhereCut } from "./tip.svelte";
export { ancestorsOf, filterTree, type TreeNode } from "./tree";
