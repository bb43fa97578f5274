import type { celeryWizardTranslationRef } from './ref';

type Texts = Record<keyof (typeof celeryWizardTranslationRef)['T'], string>;

const texts: Texts = {
  'field.required': '必須',

  'name.label': 'サービス名',
  'name.help':
    '半角英小文字、数字、「-」で {{most}} 文字以内。リポジトリ、Kubernetes の Namespace、キュー、Python パッケージの名前になります。',
  'name.package': 'Python パッケージ名は {{package}} になります。',
  'name.taken':
    '「{{name}}」というサービスはすでにカタログにあります。別の名前にするか、先に既存のものの登録を解除してください。',
  'name.empty':
    '名前を入力してください。使えるのは半角英小文字 (a〜z)、数字、「-」です。',
  'name.characters': '使えるのは半角英小文字 (a〜z)、数字、「-」だけです。',
  'name.start': '名前は英字で始めてください。',
  'name.end': '名前は英字か数字で終えてください。',
  'name.too-long':
    'KEDA が名前に文字を足すため {{most}} 文字以内にしてください (現在 {{length}} 文字)。',
  'name.queue-too-long':
    '前に「{{service}}-」が付き、KEDA も文字を足すため {{most}} 文字以内にしてください (現在 {{length}} 文字)。',
  'name.service-too-long':
    'サービス名「{{service}}」が長く、キューを追加できません。サービス名を短くしてください。',
  'name.keyword':
    '「{{package}}」は Python の予約語でパッケージ名にできません。「{{name}}-service」など別の名前にしてください。',
  'name.standard-library':
    '「{{package}}」は Python 標準ライブラリのモジュール名で、それを隠してしまいます。「{{name}}-service」など別の名前にしてください。',
  'name.dependency':
    '「{{package}}」はこのサービス自身が使うパッケージの名前です。「{{name}}-service」など別の名前にしてください。',
  'name.namespace':
    '「{{name}}」は Kubernetes、KEDA、IBM Cloud が使う Namespace です。別の名前にしてください。',
  'name.redis-key':
    'Celery は未確認応答のメッセージを Redis の「{{name}}」に置くため、キュー名にできません。別の名前にしてください。',

  'broker.label': 'ブローカー',
  'broker.help': 'サービスのメッセージを置く Redis または Valkey です。',
  'broker.loading': 'カタログからブローカーを読み込んでいます',
  'broker.choose': 'ブローカーを選択',
  'broker.none': 'ブローカーが設定されていません',
  'broker.noneHelp':
    '管理者が app-config の celery.brokers に追加する必要があります。ポータルの次回起動後に選べるようになります。',
  'broker.gone':
    'ブローカー「{{name}}」は設定されていません。別のブローカーを選んでください。',
  'broker.error': 'ブローカーを読み込めませんでした',
  'broker.errorHelp': 'カタログの応答: {{error}}',
  'broker.retry': '再試行',
};

export default texts;
